using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/motif/{holder}</c>: asks why, where the table of rights demands it. The holder will read the answer.</summary>
public static class ReasonPage
{
    public static IResult Show(HttpRequest request, Guid holder, PageRenderer renderer) => Page(request, renderer, holder, null);

    public static async Task<IResult> PostAsync(HttpContext context, Guid holder, HolderStore holders, StatedReasons reasons, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var reason = form.Text("reason", 100);
        if (await holders.FindAsync(holder, cancel) is null)
            return Results.NotFound();
        if (!await reasons.StateAsync(context.Person()!.SessionId, holder, reason, context.Actor(), cancel))
            return Page(context.Request, renderer, holder, "Choisissez un motif.");
        return Results.Redirect(LocalPath.Checked(context.Request.Query["retour"]) ?? $"/gestion/titulaires/{holder}");
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, Guid holder, string? error) =>
        renderer.Private(request, "operations/reason", new ReasonModel(
            $"/gestion/motif/{holder}" + (LocalPath.Checked(request.Query["retour"]) is { } back ? QueryString.Create("retour", back).ToUriComponent() : ""),
            new SelectField("reason", "Motif", [new("", "Choisir un motif", true), .. StatedReasons.Choices.Select(c => new Choice(c, c))]) { Error = error }),
            "Motif de consultation", OperationsPages.Trail, error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Model of <c>pages/operations/reason</c>.</summary>
public sealed record ReasonModel(string Action, SelectField Reason);
