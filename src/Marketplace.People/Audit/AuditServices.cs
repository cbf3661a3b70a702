using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Audit;

/// <summary>The log of who looked at or changed what.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(settings.GetSection(StrangerLineSettings.Section).Get<StrangerLineSettings>() ?? new StrangerLineSettings());
        return services
            .AddSingleton<AccessLog>()
            .AddSingleton<AccessLogReader>()
            .AddSingleton<AccessLogUpkeep>()
            .AddSingleton<LitigationHolds>()
            .AddSingleton<StatedReasons>()
            .AddSingleton<StrangerLines>();
    }
}
