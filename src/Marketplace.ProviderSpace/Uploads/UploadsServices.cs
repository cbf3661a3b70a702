using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Catalogues that providers upload.</summary>
public static class UploadsServices
{
    /// <summary>Needs database, clock, reference data and the settings.</summary>
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddSingleton(provider => Section<UploadSettings>(provider, UploadSettings.Section));
        services.AddSingleton(provider => Section<ReadingLimits>(provider, "Import:Edof"));
        services.AddSingleton(provider => Section<SheetLimits>(provider, "Import:Sheets"));
        return services.AddSingleton<UploadFiles>().AddSingleton<UploadStaging>().AddSingleton<UploadPublishing>()
            .AddSingleton<UploadWork>()
            .AddSingleton<UploadDesk>().AddSingleton<UploadReader>();
    }

    private static T Section<T>(IServiceProvider provider, string name) where T : new() =>
        provider.GetRequiredService<IConfiguration>().GetSection(name).Get<T>() ?? new T();
}
