using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Reconciliation;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/paiements</c>: each day of card payments beside the ledger, and what waits for somebody.</summary>
public static class CardPaymentsPage
{
    private const string Title = "Paiements par carte";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["relance"] = "Le remboursement part de nouveau dans la minute.",
    };

    private static readonly Dictionary<string, string> Odd = new()
    {
        [CardOutcomes.WrongAmount] = "Payé, mais pas le montant demandé",
        [CardOutcomes.UnknownReference] = "Référence inconnue ici",
        [CardOutcomes.OtherTransaction] = "Payé une seconde fois",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, CardFollowUp cards) =>
        PageAsync(context, cards, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK);

    public static async Task<IResult> RetryAsync([AsParameters] PageContext context, CardFollowUp cards)
    {
        var form = await context.FormAsync();
        var (refund, seen) = (form.Id("remboursement"), Shown.Of(form));
        try
        {
            return await cards.RetryAsync(refund, seen.Version, context.Actor, context.Cancel) switch
            {
                RetryOutcome.Done => Results.Redirect($"{OperationsAddresses.CardPayments}?fait=relance"),
                RetryOutcome.Stale when await cards.FindAsync(refund, context.Cancel) is { } now => StaleDecision.Page(
                    context, seen, Facts(now), new Crumb("Voir les paiements par carte", OperationsAddresses.CardPayments),
                    [.. OperationsPages.Trail, new Crumb(Title, OperationsAddresses.CardPayments)]),
                _ => await PageAsync(
                    context, cards, Notice.Error("Ce remboursement n’existe pas."), StatusCodes.Status409Conflict),
            };
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, cards, Notice.Error(refused.Message), StatusCodes.Status409Conflict);
        }
    }

    private static IReadOnlyList<FactRow> Facts(SetAsideRefund refund) =>
        [new("État", RefundProcess.Table.Label(refund.State)), new("Réponse du prestataire", refund.Problem ?? "Aucune")];

    private static async Task<IResult> PageAsync(PageContext context, CardFollowUp cards, Notice? notice, int status) => context.Private(
        "operations/card-payments", new CardPaymentsModel(
            notice,
            [.. (await cards.SetAsideAsync(context.Cancel)).Select(r => new RefundRow(
                r.Id, r.Reference, EuroText.Of(r.Cents), ParisTime.InWords(r.CreatedAt), r.Problem ?? "", new Shown(r.Version, Facts(r)),
                RefundProcess.Table.Allows(r.State, RefundProcess.Retry, context.Actor.Role)))],
            [.. (await cards.DisputesAsync(context.Cancel)).Select(d => new DisputeRow(
                d.Reference, EuroText.Of(d.Cents), ParisTime.InWords(d.OpenedAt), d.Won is null
                    ? "Ouverte" : "Perdue, à régler à la main"))],
            [.. (await cards.UnmatchedAsync(context.Cancel)).Select(u => new UnmatchedRow(
                u.Day, u.Kind == "refund" ? "Remboursement" : "Paiement", u.Reference, UnmatchedProblems.Words[u.Problem],
                Euros(u.ProviderCents), Euros(u.LedgerCents)))],
            [.. (await cards.OddAsync(context.Cancel)).Select(o => new OddRow(
                o.Reference, Odd[o.Outcome], Euros(o.Cents), ParisTime.InWords(o.ReceivedAt)))],
            [.. (await cards.DaysAsync(context.Cancel)).Select(d => new DayRow(
                d.Day, d.Payments, EuroText.Of(d.PaymentsCents), d.LedgerPayments, EuroText.Of(d.LedgerPaymentsCents), d.Refunds,
                EuroText.Of(d.RefundsCents), d.LedgerRefunds, EuroText.Of(d.LedgerRefundsCents)))],
            context.Http.ConfirmFirst(OperationsAddresses.CardPayments)), Title, OperationsPages.Trail, status);

    private static string Euros(long? cents) => cents is { } some ? EuroText.Of(some) : "–";
}

/// <summary>Model of <c>pages/operations/card-payments</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
public sealed record CardPaymentsModel(
    Notice? Notice, IReadOnlyList<RefundRow> Refunds, IReadOnlyList<DisputeRow> Disputes, IReadOnlyList<UnmatchedRow> Unmatched,
    IReadOnlyList<OddRow> Odd, IReadOnlyList<DayRow> Days, string? ConfirmFirst);

/// <summary>A refund that was set aside.</summary>
public sealed record RefundRow(Guid Id, string Reference, string Amount, string Since, string Problem, Shown Shown, bool Retryable);

/// <summary>A dispute.</summary>
public sealed record DisputeRow(string Reference, string Amount, string Since, string State);

/// <summary>Something without its counterpart.</summary>
public sealed record UnmatchedRow(DateOnly Day, string Kind, string Reference, string Problem, string Provider, string Ledger);

/// <summary>A notification that changed nothing.</summary>
public sealed record OddRow(string Reference, string Problem, string Amount, string At);

/// <summary>A day beside the ledger's.</summary>
public sealed record DayRow(
    DateOnly Day, int Payments, string PaymentsSum, int LedgerPayments, string LedgerPaymentsSum, int Refunds, string RefundsSum,
    int LedgerRefunds, string LedgerRefundsSum);
