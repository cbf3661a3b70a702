using Marketplace.Core.Access;
using Marketplace.Core.Accounts;
using Marketplace.Core.Audit;
using Marketplace.Core.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Npgsql;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/titulaires/{holder}</c>: a holder's file, once the reason is stated.</summary>
public static class HolderFilePage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["contentieux"] = "Les traces de ce dossier sont conservées jusqu’à la fin du contentieux.",
        ["suspendu"] = "Le compte est suspendu : personne ne peut plus s’y connecter.",
        ["rouvert"] = "Le compte est rouvert.",
        ["leve"] = "La conservation est levée : les traces suivent de nouveau la règle d’un an.",
    };

    public static async Task<IResult> ShowAsync(
        HttpContext context, Guid holder, HolderStore holders, AccountEvents events, LitigationHolds holds, HolderSuspension suspension, PageRenderer renderer, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is not { } found)
            return Results.NotFound();
        var facts = new List<FactRow>(found.Identity is { } identity ? IdentityText.Facts(identity) : [])
        {
            new("Adresse électronique", found.Email ?? "non communiquée"),
            new("Identité", IdentityWords(found)),
            new("Numéro de sécurité sociale", IdentityText.NirStatus(found.NirStatus)),
        };
        return renderer.Private(context.Request, "operations/holder-file", new HolderFileModel(
            holder, Notice.Done(context.Request, Sentences), context.Actor().Reason ?? "", facts, await events.OfAccountAsync(holder, cancel),
            context.Person()!.Has("operator-fraud"), await holds.IsHeldAsync(holder, cancel), await suspension.IsSuspendedAsync(holder, cancel)), "Dossier d’un titulaire",
            [.. OperationsPages.Trail, new Crumb("Chercher un titulaire", "/gestion/titulaires")]);
    }

    /// <summary>Suspends the account or opens it again.</summary>
    public static async Task<IResult> SuspendAsync(HttpContext context, Guid holder, HolderStore holders, HolderSuspension suspension, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is null)
            return Results.NotFound();
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var suspend = form.Text("decision", 10) switch { "suspendre" => true, "rouvrir" => false, _ => throw new BadHttpRequestException("A decision is expected.") };
        await suspension.SetAsync(holder, suspend, context.Actor(), cancel);
        return Results.Redirect($"/gestion/titulaires/{holder}?fait={(suspend ? "suspendu" : "rouvert")}");
    }

    /// <summary>Places or lifts the litigation hold.</summary>
    public static async Task<IResult> HoldAsync(HttpContext context, Guid holder, HolderStore holders, LitigationHolds holds, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is null)
            return Results.NotFound();
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var place = form.Text("decision", 10) switch { "conserver" => true, "lever" => false, _ => throw new BadHttpRequestException("A decision is expected.") };
        await holds.SetAsync(holder, place, context.Actor(), cancel);
        return Results.Redirect($"/gestion/titulaires/{holder}?fait={(place ? "contentieux" : "leve")}");
    }

    private static string IdentityWords(HolderRecord holder) => holder.IdentityStatus switch
    {
        IdentityProcess.Verified => holder.IdentitySource == "franceconnect" ? "Vérifiée par FranceConnect+" : "Vérifiée sur pièces",
        IdentityProcess.Submitted => "À contrôler",
        IdentityProcess.Refused => "Refusée",
        _ => "À déclarer",
    };
}

/// <summary>Model of <c>pages/operations/holder-file</c>.</summary>
public sealed record HolderFileModel(
    Guid Holder, Notice? Notice, string Reason, IReadOnlyList<FactRow> Facts, IReadOnlyList<AccountEventLine> Events, bool MayHold, bool Held, bool Suspended);
