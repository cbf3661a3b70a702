using Marketplace.ProviderSpace.Uploads;
using Marketplace.ProviderSpace.Dashboard;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.ProviderSpace.ContentRules;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace;

/// <summary>All that training providers do in their own space: to be referenced, to keep their offers, to speak to us by program.</summary>
public static class ProviderSpaceServices
{
    /// <summary>Needs database, clock, organisations and bookings.</summary>
    public static IServiceCollection AddProviderSpace(this IServiceCollection services) => services
        .AddUploads().AddReferencing().AddDashboard().AddContentRules().AddDrafts().AddModeration();
}
