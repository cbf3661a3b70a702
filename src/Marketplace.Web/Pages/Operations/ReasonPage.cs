using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Site;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/motif/{holder}</c>: asks why, where the table of rights demands it. The holder will read the answer.</summary>
public static class ReasonPage
{
    public static IResult Show([AsParameters] PageContext context, Guid holder) => Page(context, holder, new ReasonForm());

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, Guid holder, HolderStore holders, StatedReasons reasons)
    {
        var form = await context.ReadAsync(new ReasonForm());
        if (await holders.FindAsync(holder, context.Cancel) is null)
            return Results.NotFound();
        if (!form.IsValid || !await reasons.StateAsync(context.Person.SessionId, holder, form.Reason.Value, context.Actor, context.Cancel))
            return Page(context, holder, form);
        return Results.Redirect(LocalPath.Checked(context.Request.Query["retour"]) ?? OperationsAddresses.Holder.Of(holder));
    }

    private static IResult Page(PageContext context, Guid holder, ReasonForm form) =>
        context.Private("operations/reason", new ReasonModel(
            OperationsAddresses.Reason.Of(holder) + (
            LocalPath.Checked(context.Request.Query["retour"]) is { } back ? QueryString.Create("retour", back).ToUriComponent() : ""),
            form),
            "Motif de consultation", OperationsPages.Trail, form.Status);
}

/// <summary>Why a file is opened.</summary>
public sealed class ReasonForm : Form
{
    public ChoiceField Reason { get; } =
        new("reason", "Motif", StatedReasons.Choices.Select(reason => new Choice(reason, reason)),
            "Choisissez un motif.") { Blank = "Choisir un motif" };
}

/// <summary>Model of <c>pages/operations/reason</c>.</summary>
public sealed record ReasonModel(string Action, ReasonForm Form);
