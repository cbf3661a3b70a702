using Marketplace.Catalogue.Offers;
using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Offers by form.</summary>
public static class DraftsServices
{
    public static IServiceCollection AddDrafts(this IServiceCollection services)
    {
        services.TryAddSingleton<OfferWriting>();
        return services.AddSingleton<OfferDrafts>().AddSingleton<DraftCheck>().AddSingleton<Publishing>().AddSingleton<OfferStandings>()
            .AddSingleton<OfferList>().AddSingleton<PublishedOfferQuery>().AddSingleton<DraftPreview>()
            .AddSingleton(ContextQuery.Of((DraftsContext all) => all.Drafts.AnyAsync(d => d.Id == Guid.Empty)));
    }
}
