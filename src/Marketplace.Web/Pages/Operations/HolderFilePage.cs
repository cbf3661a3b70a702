using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Decisions;
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
        [AsParameters] PageContext context, Guid holder, HolderStore holders, AccountEvents events, LitigationHolds holds,
        HolderSuspension suspension)
    {
        if (await holders.FindAsync(holder, context.Cancel) is not { } found)
            return Results.NotFound();
        var (suspended, hold) = (await suspension.FindAsync(holder, context.Cancel), await holds.FindAsync(holder, context.Cancel));
        var facts = new List<FactRow>(found.Identity is { } identity ? IdentityText.Facts(identity) : [])
        {
            new("Adresse électronique", found.Email ?? "non communiquée"),
            new("Identité", IdentityText.Status(found)),
            new("Numéro de sécurité sociale", IdentityText.NirStatus(found.NirStatus)),
        };
        return context.Private("operations/holder-file", new HolderFileModel(
            holder, Notice.Done(context.Request, Sentences), context.Actor.Reason ?? "", facts,
            await events.OfAccountAsync(holder, context.Cancel),
            context.Person.Has("operator-fraud"), hold.Since is not null, suspended.Since is not null,
            new Shown(suspended.Version, Account(suspended)), new Shown(hold.Version, Traces(hold))), "Dossier d’un titulaire", Trail);
    }

    /// <summary>Suspends the account or opens it again.</summary>
    public static async Task<IResult> SuspendAsync(
        [AsParameters] PageContext context, Guid holder, HolderStore holders, HolderSuspension suspension)
    {
        if (await holders.FindAsync(holder, context.Cancel) is null)
            return Results.NotFound();
        var form = await context.FormAsync();
        var suspend = form.Text(
            "decision", 10) switch { "suspendre" => true, "rouvrir" => false,
            _ => throw new BadHttpRequestException("A decision is expected.") };
        var seen = Shown.Of(form);
        if (!await suspension.SetAsync(holder, seen.Version, suspend, context.Actor, context.Cancel))
            return Stale(context, holder, seen, Account(await suspension.FindAsync(holder, context.Cancel)));
        return Results.Redirect(OperationsAddresses.Holder.Of(holder) + $"?fait={(suspend ? "suspendu" : "rouvert")}");
    }

    /// <summary>Places or lifts the litigation hold.</summary>
    public static async Task<IResult> HoldAsync([AsParameters] PageContext context, Guid holder, HolderStore holders, LitigationHolds holds)
    {
        if (await holders.FindAsync(holder, context.Cancel) is null)
            return Results.NotFound();
        var form = await context.FormAsync();
        var place = form.Text(
            "decision", 10) switch { "conserver" => true, "lever" => false,
            _ => throw new BadHttpRequestException("A decision is expected.") };
        var seen = Shown.Of(form);
        if (!await holds.SetAsync(holder, seen.Version, place, context.Actor, context.Cancel))
            return Stale(context, holder, seen, Traces(await holds.FindAsync(holder, context.Cancel)));
        return Results.Redirect(OperationsAddresses.Holder.Of(holder) + $"?fait={(place ? "contentieux" : "leve")}");
    }

    private static IResult Stale(PageContext context, Guid holder, Shown seen, IReadOnlyList<FactRow> now) =>
        StaleDecision.Page(context, seen, now,
        new Crumb("Relire le dossier, puis décider de nouveau", OperationsAddresses.Holder.Of(holder)), Trail);

    private static IReadOnlyList<Crumb> Trail =>
        [.. OperationsPages.Trail, new Crumb("Chercher un titulaire", OperationsAddresses.Holders)];

    private static IReadOnlyList<FactRow> Account(Standing suspension) =>
        [new("Compte", suspension.Since is { } since ? $"Suspendu depuis le {ParisTime.InWords(since)}" : "Ouvert")];

    private static IReadOnlyList<FactRow> Traces(Standing hold) =>
        [new("Traces", hold.Since is { } since ? $"Conservées pour contentieux depuis le {ParisTime.InWords(since)}" : "Conservées un an")];
}

/// <summary>Model of <c>pages/operations/holder-file</c>.</summary>
public sealed record HolderFileModel(
    Guid Holder, Notice? Notice, string Reason, IReadOnlyList<FactRow> Facts, IReadOnlyList<AccountEventLine> Events, bool MayHold,
    bool Held, bool Suspended,
    Shown ShownAccount, Shown ShownTraces);
