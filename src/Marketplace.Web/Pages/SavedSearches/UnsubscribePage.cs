using Marketplace.People.Access;
using Marketplace.People.SavedSearches;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SavedSearches;

/// <summary>
/// <c>/desabonnement/{token}</c>: ends the alerts of whom a digest was sent to, without signing in. The key in the
/// address is the permission, so mail programs may post there by themselves (RFC 8058), without a form of ours.
/// </summary>
public static class UnsubscribePage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SavedSearchAddresses.Unsubscribe.Pattern, Show).RequireRight(Rights.AlertsUnsubscribe);
        routes.MapPost(SavedSearchAddresses.Unsubscribe.Pattern, PostAsync).RequireRight(Rights.AlertsUnsubscribe)
            .WithMetadata(new WithoutFormToken());
    }

    /// <summary>Asks first: programs that look at links in mails must not end anything.</summary>
    private static IResult Show([AsParameters] PageContext context, string token, UnsubscribeKey keys) =>
        keys.Read(token) is null ? Results.NotFound()
            : context.Private("saved-searches/unsubscribe", new UnsubscribeModel(token, false), "Arrêter les alertes");

    private static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string token, UnsubscribeKey keys, SavedSearchStore searches)
    {
        if (keys.Read(token) is not { } account)
            return Results.NotFound();
        await searches.EndAlertsAsync(account, context.Cancel);
        return context.Private("saved-searches/unsubscribe", new UnsubscribeModel(token, true), "Arrêter les alertes");
    }
}

/// <summary>Model of <c>pages/saved-searches/unsubscribe</c>.</summary>
public sealed record UnsubscribeModel(string Token, bool Done);
