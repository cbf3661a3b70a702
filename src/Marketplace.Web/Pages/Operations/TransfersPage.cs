using System.Globalization;
using Marketplace.Money.Bank;
using Marketplace.Platform.Text;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/virements</c>: money of the bank that no order could be found for; it pays one after all, or goes back.</summary>
public static class TransfersPage
{
    public const string Path = "/gestion/virements";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["rattache"] = "Le virement paie la commande ; elle sera inscrite sur les comptes dans quelques minutes.",
        ["rendu"] = "Le virement est à rendre à son émetteur.",
    };

    private static readonly Dictionary<string, string> States = new()
    {
        [BankEntryProcess.New] = "Pas encore rapproché",
        [BankEntryProcess.SetAside] = "Mis de côté",
        [BankEntryProcess.Matched] = "Paie une commande",
        [BankEntryProcess.Returned] = "Rendu à l’émetteur",
    };

    private static readonly Dictionary<BankDecision, string> Refusals = new()
    {
        [BankDecision.NotNow] = "Ce virement n’est pas en euros, ou n’attend pas de décision.",
        [BankDecision.UnknownLabel] = "Aucune commande n’a ce libellé.",
        [BankDecision.DoesNotFit] = "Cette commande n’attend pas de virement, ou pas de ce montant.",
    };

    public static Task<IResult> ShowAsync(HttpContext context, BankDecisions decisions, PageRenderer renderer, CancellationToken cancel) =>
        PageAsync(context, decisions, renderer, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK, cancel);

    public static async Task<IResult> AttachAsync(HttpContext context, BankDecisions decisions, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (entry, seen) = (Entry(form), Shown.Of(form));
        return await DecidedAsync(context, entry, seen, await decisions.AttachAsync(entry, seen.Version, form.Text("libelle", 40), context.Actor(), cancel), "rattache", decisions, renderer, cancel);
    }

    public static async Task<IResult> ReturnAsync(HttpContext context, BankDecisions decisions, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (entry, seen) = (Entry(form), Shown.Of(form));
        return await DecidedAsync(context, entry, seen, await decisions.ReturnAsync(entry, seen.Version, context.Actor(), cancel), "rendu", decisions, renderer, cancel);
    }

    private static long Entry(PostedForm form) => long.TryParse(form.Text("virement", 19), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static async Task<IResult> DecidedAsync(
        HttpContext context, long entry, Shown seen, BankDecision decision, string done, BankDecisions decisions, PageRenderer renderer, CancellationToken cancel) =>
        decision == BankDecision.Done ? Results.Redirect($"{Path}?fait={done}")
        : decision == BankDecision.Stale && await decisions.FindAsync(entry, cancel) is { } now
            ? StaleDecision.Page(context.Request, renderer, seen, Facts(now), new Crumb("Voir les virements mis de côté", Path),
                [.. OperationsPages.Trail, new Crumb("Virements mis de côté", Path)])
        : await PageAsync(context, decisions, renderer, Notice.Error(Refusals[decision]), StatusCodes.Status409Conflict, cancel);

    private static IReadOnlyList<FactRow> Facts(BankEntryView entry) =>
    [
        new("État", States[entry.State]), new("Motif", entry.Reason is { } reason ? BankReasons.Words[reason] : "Aucun"),
        new("Commande", entry.Label is { } label ? $"{label}, {EuroText.Of(entry.OrderCents ?? 0)}" : "Aucune"),
    ];

    private static async Task<IResult> PageAsync(HttpContext context, BankDecisions decisions, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        var (entries, count) = await decisions.WaitingAsync(cancel);
        return renderer.Private(context.Request, "operations/transfers", new TransfersModel(notice, count, count > entries.Count ? entries.Count : null, [.. entries.Select(e => new TransferRow(
            e.Id, e.Reference, e.Day, e.Currency == "EUR" ? EuroText.Of(e.Cents) : $"{(e.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture)} {e.Currency}",
            e.Text, BankReasons.Words[e.Reason!], e.Label, e.OrderCents is { } cents ? EuroText.Of(cents) : null, new Shown(e.Version, Facts(e))))], context.ConfirmFirst(Path)), "Virements mis de côté", OperationsPages.Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/transfers</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="Cut">How many are shown when there are more.</param>
public sealed record TransfersModel(Notice? Notice, int Count, int? Cut, IReadOnlyList<TransferRow> Entries, string? ConfirmFirst);

/// <param name="Label">Of the order that it seems to mean; null: none.</param>
public sealed record TransferRow(long Id, string Reference, DateOnly Day, string Amount, string Text, string Reason, string? Label, string? OrderAmount, Shown Shown);
