using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Operations.Moderation;

/// <summary>Addresses of the moderation desk.</summary>
public static class ModerationPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.ModerationView);
        view.MapGet(ModerationAddresses.Desk, ModerationDeskPage.ShowAsync);
        view.MapGet(ModerationAddresses.Case.Pattern, ModerationCasePage.ShowAsync);
        var act = routes.MapGroup("").RequireRight(Rights.ModerationAct);
        act.MapPost(ModerationAddresses.Desk, ModerationDeskPage.OpenAsync);
        act.MapPost(ModerationAddresses.Case.Pattern, ModerationCasePage.DecideAsync);
    }
}
