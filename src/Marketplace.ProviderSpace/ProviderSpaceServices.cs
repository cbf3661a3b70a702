using Marketplace.ProviderSpace.Uploads;
using Marketplace.ProviderSpace.Dashboard;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.ProviderSpace.ContentRules;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.ProviderSpace.Catalogues;
using Marketplace.ProviderSpace.Idempotency;
using Marketplace.ProviderSpace.Keys;
using Marketplace.ProviderSpace.Sandbox;
using Marketplace.ProviderSpace.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace;

/// <summary>All that training providers do in their own space: to be referenced, to keep their offers, to speak to us by program.</summary>
public static class ProviderSpaceServices
{
    /// <summary>Needs database, clock, organisations and bookings.</summary>
    public static IServiceCollection AddProviderSpace(this IServiceCollection services) => services
        .AddUploads().AddReferencing().AddDashboard().AddContentRules().AddDrafts().AddModeration()
        .AddKeys().AddIdempotency().AddCatalogues().AddSandbox().AddWebhooks();
}
