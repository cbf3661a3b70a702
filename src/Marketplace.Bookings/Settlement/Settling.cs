using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Bookings.Settlement;

/// <summary>Does in the ledger what an ending says: due to the provider, back to buckets and cards, kept, or credit; each once.</summary>
public sealed class Settling(CardPayments cards)
{
    /// <summary>Settles the whole dossier; nothing of it stays reserved.</summary>
    internal async Task ApplyAsync(OpenDossier dossier, DossierEnding ending, CancellationToken cancel)
    {
        var (row, connection) = (dossier.Row, dossier.Connection);
        var reason = $"booking.{ending.Plan.Rule}";
        await LedgerPosting.LockAsync(connection, row.Holder!.Value, cancel);
        var reserved = await SharesOfAsync(dossier, ending.Shares, cancel);
        var debited = await BookingLedger.DebitedAsync(connection, row.Id, cancel);
        var moves = reserved.Select(r => new Move(r.Share, r.Line)).ToList();
        Balance(moves);
        await BookingLedger.RecreditAsync(connection, Step("end-recredit"), Taken(debited, moves), cancel);
        await BookingLedger.DebitAsync(
            connection, Step("end-debit"), row.Siret, [.. moves.Where(m => m.ToDebit > 0).Select(m => (m.Line, m.ToDebit))], cancel);
        await BookingLedger.ReleaseAsync(connection, Step("end-release"), Of(moves, m => m.Share.ReturnedCents), cancel);
        await BookingLedger.KeepAsync(
            connection, Step("end-keep") with { Reason = ending.Plan.Rule }, Of(moves, m => m.Share.KeptCents), cancel);
        await BookingLedger.CreditAsync(
            connection, Step("end-credit") with { Reason = ending.Plan.Rule }, Of(moves, m => m.Share.CreditCents), cancel);
        await RefundAsync(dossier, moves, reason, cancel);
        await WriteAsync(dossier, ending.Plan, cancel);

        BookingStep Step(string name) => new(row.Id, name, row.Holder.Value, dossier.Today, row.RuleSet!, reason);
    }

    /// <summary>Debits the deposit of a long training, in proportion as its end would.</summary>
    internal static async Task DepositAsync(OpenDossier dossier, long cents, CancellationToken cancel)
    {
        var row = dossier.Row;
        var lines = await dossier.All.Lines.Where(l => l.BookingId == row.Id).OrderBy(l => l.Line).ToListAsync(cancel);
        var full = await DossierEnding.AllReturnedAsync(dossier, "deposit", cancel);
        var due = Shares.Proportional(cents, [.. lines.Select(l => l.Amount)]);
        var byShare = lines.Zip(due).SelectMany(pair =>
        {
            var (line, used) = pair;
            var shares = full.Shares.Where(
                s => dossier.All.Shares.Local.Any(r => r.BookingId == row.Id && r.Share == s.Share && r.Line == line.Line)).ToList();
            return EndingParts.Of(new EndingPlanLine(line.Source, line.Kind, line.Amount, used, line.Amount - used, 0, 0),
                [.. shares.Select(s => new EndingPart(s.Share, s.AmountCents, s.UsableUntil))]);
        }).ToDictionary(part => (short)part.Id, part => part.UsedCents);
        var open = await SharesOfAsync(dossier, full.Shares, cancel);
        await BookingLedger.DebitAsync(dossier.Connection,
            new BookingStep(row.Id, "deposit", row.Holder!.Value, dossier.Today, row.RuleSet!, "booking.deposit"), row.Siret,
            [.. open.Where(o => byShare[o.Share.Share] > 0).Select(o => (o.Line, byShare[o.Share.Share]))], cancel);
        row.Deposit = cents;
    }

    /// <summary>Shares beside the lines of their reservation, which stand in the same order.</summary>
    private static async Task<List<(EndingShare Share, OpenLine Line)>> SharesOfAsync(
        OpenDossier dossier, IReadOnlyList<EndingShare> shares, CancellationToken cancel)
    {
        var lines = await BookingLedger.LinesAsync(dossier.Connection, dossier.Row.Id, cancel);
        return lines.Count == shares.Count ? [.. shares.OrderBy(s => s.Share).Zip(lines)]
            : throw new InvalidOperationException(
                $"The booking {dossier.Row.Id} has {shares.Count} shares and {lines.Count} reserved lines.");
    }

    /// <summary>
    /// A deposit was shared out to the cent before the end was known: where it took a cent more of a share than the end does, another share
    /// gives that cent back, unless the rest of the share returns anyway.
    /// </summary>
    private static void Balance(List<Move> moves)
    {
        foreach (var over in moves.Where(m => m.ToDebit < 0 && m.Share.ReturnedCents == 0 && m.Rest > 0))
            while (over.ToDebit < 0 && moves.Find(m => m.ToDebit > 0 && m != over) is { } other)
                (over.Extra, other.Extra) = (over.Extra + 1, other.Extra - 1);
    }

    private static List<(OpenLine, long)> Taken(IReadOnlyList<OpenLine> debited, List<Move> moves) =>
        [.. moves.Where(m => m.ToDebit < 0).Select(m => (debited.Single(d => d.Origin == m.Line.Id), -m.ToDebit))];

    private static List<(OpenLine, long)> Of(List<Move> moves, Func<Move, long> part) =>
        [.. moves.Where(m => part(m) > 0 && m.Left > 0).Select(m => (m.Line, m.Left))];

    private async Task RefundAsync(OpenDossier dossier, List<Move> moves, string reason, CancellationToken cancel)
    {
        foreach (var payment in (await CardPayments.OfBookingAsync(dossier.Connection, dossier.Row.Id, cancel))
            .Where(p => p.Bucket is not null))
        {
            var cents = moves.Where(m => m.Share.Bucket == payment.Bucket).Sum(m => m.Share.ReturnedCents);
            if (cents > 0 && payment.Id == dossier.Row.PaymentId)
                await cards.RefundAsync(dossier.Connection, payment.Id, cents, $"booking/{dossier.Row.Id:N}/end", reason, cancel);
        }
    }

    private static async Task WriteAsync(OpenDossier dossier, EndingPlan plan, CancellationToken cancel)
    {
        var rows = await dossier.All.Lines.Where(l => l.BookingId == dossier.Row.Id).OrderBy(l => l.Line).ToListAsync(cancel);
        foreach (var (row, line) in rows.Zip(plan.Lines))
            (row.Used, row.Returned, row.Kept, row.Credit) = (line.UsedCents, line.ReturnedCents, line.KeptCents, line.CreditCents);
        (dossier.Row.ProviderDue, dossier.Row.EndingRule) = (plan.ProviderDueCents, plan.Rule);
    }

    /// <summary>A share with what of it is still reserved.</summary>
    private sealed class Move(EndingShare share, OpenLine line)
    {
        public EndingShare Share => share;
        public OpenLine Line => line;

        /// <summary>Cents moved here from another share.</summary>
        public long Extra { get; set; }
        public long Rest => Share.AmountCents - Share.UsedCents;

        /// <summary>Due, less what the deposit took; below zero: it took too much.</summary>
        public long ToDebit => Share.UsedCents + Extra - (Share.AmountCents - line.Remaining);

        /// <summary>What is reserved beyond what is due.</summary>
        public long Left => line.Remaining - Math.Max(ToDebit, 0);
    }
}
