using System.Globalization;
using Marketplace.Money.Bank;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/virements</c>: money of the bank that no order could be found for; it pays one after all, or goes back.</summary>
public static class BankEntriesPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["rattache"] = "Le virement paie la commande ; elle sera inscrite sur les comptes dans quelques minutes.",
        ["rendu"] = "Le virement est à rendre à son émetteur.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, BankDecisions decisions) =>
        PageAsync(context, decisions, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK);

    public static async Task<IResult> AttachAsync([AsParameters] PageContext context, BankDecisions decisions)
    {
        var form = await context.FormAsync();
        var (entry, seen, label) = (Entry(form), Shown.Of(form), form.Text("libelle", 40));
        return await DecidedAsync(
            context, entry, seen, () => decisions.AttachAsync(entry, seen.Version, label, context.Actor, context.Cancel), "rattache",
            decisions);
    }

    public static async Task<IResult> ReturnAsync([AsParameters] PageContext context, BankDecisions decisions)
    {
        var form = await context.FormAsync();
        var (entry, seen) = (Entry(form), Shown.Of(form));
        return await DecidedAsync(
            context, entry, seen, () => decisions.ReturnAsync(entry, seen.Version, context.Actor, context.Cancel), "rendu", decisions);
    }

    private static long Entry(PostedForm form) =>
        long.TryParse(form.Text("virement", 19), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static async Task<IResult> DecidedAsync(
        PageContext context, long entry, Shown seen, Func<Task<BankDecision>> decide, string done, BankDecisions decisions)
    {
        try
        {
            return await decide() switch
            {
                BankDecision.Done => Results.Redirect($"{OperationsAddresses.BankEntries}?fait={done}"),
                BankDecision.Stale when await decisions.FindAsync(entry, context.Cancel) is { } now => StaleDecision.Page(
                    context, seen, Facts(now), new Crumb("Voir les virements mis de côté", OperationsAddresses.BankEntries),
                    [.. OperationsPages.Trail, new Crumb("Virements mis de côté", OperationsAddresses.BankEntries)]),
                BankDecision.UnknownLabel => await RefusedAsync("Aucune commande n’a ce libellé."),
                _ => await RefusedAsync("Ce virement n’existe pas."),
            };
        }
        catch (ProcessRefusedException refused)
        {
            return await RefusedAsync(refused.Message);
        }

        Task<IResult> RefusedAsync(string why) => PageAsync(context, decisions, Notice.Error(why), StatusCodes.Status409Conflict);
    }

    private static IReadOnlyList<FactRow> Facts(BankEntryView entry) =>
    [
        new("État", BankEntryProcess.Table.Label(entry.State)),
            new("Motif", entry.Reason is { } reason ? BankReasons.Words[reason] : "Aucun"),
        new("Commande", entry.Label is { } label ? $"{label}, {EuroText.Of(entry.OrderCents ?? 0)}" : "Aucune"),
    ];

    private static async Task<IResult> PageAsync(PageContext context, BankDecisions decisions, Notice? notice, int status)
    {
        var (entries, count) = await decisions.WaitingAsync(context.Cancel);
        return context.Private(
            "operations/transfers",
            new TransfersModel(notice, count, count > entries.Count ? entries.Count : null, [.. entries.Select(e => new TransferRow(
            e.Id, e.Reference, e.Day, e.Currency == "EUR"
            ? EuroText.Of(e.Cents) : $"{(e.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture)} {e.Currency}",
            e.Text, BankReasons.Words[e.Reason!], e.Label, e.OrderCents is { } cents ? EuroText.Of(cents) : null,
            new Shown(e.Version, Facts(e)),
            Allows(e, BankEntryProcess.Attach), Allows(e, BankEntryProcess.Return)))],
            context.Http.ConfirmFirst(OperationsAddresses.BankEntries)), "Virements mis de côté", OperationsPages.Trail, status);

        bool Allows(BankEntryView entry, string @event) =>
            BankEntryProcess.Table.Allows(entry.State, @event, context.Actor.Role, new BankEntryFacts(entry.Booked));
    }
}

/// <summary>Model of <c>pages/operations/transfers</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="Cut">How many are shown when there are more.</param>
public sealed record TransfersModel(Notice? Notice, int Count, int? Cut, IReadOnlyList<TransferRow> Entries, string? ConfirmFirst);

/// <param name="Label">Of the order that it seems to mean; null: none.</param>
public sealed record TransferRow(
    long Id, string Reference, DateOnly Day, string Amount, string Text, string Reason, string? Label, string? OrderAmount, Shown Shown,
    bool Attachable, bool Returnable);
