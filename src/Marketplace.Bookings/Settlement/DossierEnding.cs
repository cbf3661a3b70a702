using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Platform.Processes;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Bookings.Settlement;

/// <summary>What an ending does with each share of a dossier: the plan of the public simulation, down to the buckets.</summary>
/// <param name="Plan">By line of the price.</param>
/// <param name="Shares">By share, in the order in which they were reserved.</param>
public sealed record DossierEnding(EndingPlan Plan, IReadOnlyList<EndingShare> Shares)
{
    /// <summary>Of an accepted dossier.</summary>
    /// <exception cref="ProcessRefusedException">It cannot end so on that day.</exception>
    public static async Task<DossierEnding> OfAsync(OpenDossier dossier, EndingEvent ending, CancellationToken cancel)
    {
        var (row, lines, shares) = await ReadAsync(dossier, cancel);
        var order = new EndingOrder(row.AcceptedOn!.Value, row.Starts!.Value, row.Ends!.Value, HolidayZones.ByName[row.Zone], row.Price,
            [.. lines.Select(line => new EndingLine(line.Source, line.Kind, line.Amount, line.Line))]);
        var answer = EndingPlanner.Plan(order, ending, dossier.Rules);
        var plan = answer.Plan ?? throw new ProcessRefusedException($"{answer.Refusal!.Text} ({answer.Refusal.Reference})");
        return new(plan, [.. plan.Lines.SelectMany(line => Split(line, [.. shares.Where(s => s.Row.Line == line.Line)]))
            .OrderBy(s => s.Share)]);
    }

    /// <summary>All goes back: the training does not take place, whatever the day.</summary>
    /// <param name="rule">Name of the reason, as kept on the dossier.</param>
    public static async Task<DossierEnding> AllReturnedAsync(OpenDossier dossier, string rule, CancellationToken cancel)
    {
        var (row, lines, shares) = await ReadAsync(dossier, cancel);
        var plan = new EndingPlan(dossier.Rules.Stamp, rule, 0, row.AcceptedOn!.Value, row.AcceptedOn.Value,
            [.. lines.Select(line => new EndingPlanLine(line.Source, line.Kind, line.Amount, 0, line.Amount, 0, 0, line.Line))], []);
        return new(plan, [.. shares.Select(
            s => new EndingShare(s.Row.Share, s.Row.Bucket, s.Row.Amount, 0, s.Row.Amount, 0, 0, s.UsableUntil))]);
    }

    private static async Task<(
        BookingRow Row, List<BookingLineRow> Lines, List<(BookingShareRow Row, DateOnly? UsableUntil)> Shares)> ReadAsync(
        OpenDossier dossier, CancellationToken cancel)
    {
        var id = dossier.Row.Id;
        var lines = await dossier.All.Lines.Where(l => l.BookingId == id).OrderBy(l => l.Line).ToListAsync(cancel);
        var shares = await dossier.All.Shares.Where(s => s.BookingId == id).OrderBy(s => s.Share).ToListAsync(cancel);
        var untils = (await dossier.Connection.QueryAsync<(long Id, DateOnly? Until)>(new CommandDefinition(
            "SELECT id, usable_until FROM ledger_account WHERE id = ANY (@ids)",
            new { ids = shares.Select(s => s.Bucket).Distinct().ToArray() },
            cancellationToken: cancel))).ToDictionary(a => a.Id, a => a.Until);
        return (dossier.Row, lines, [.. shares.Select(s => (s, untils[s.Bucket]))]);
    }

    private static IEnumerable<EndingShare> Split(EndingPlanLine line, List<(BookingShareRow Row, DateOnly? UsableUntil)> shares) =>
        EndingParts.Of(line, [.. shares.Select(s => new EndingPart(s.Row.Share, s.Row.Amount, s.UsableUntil))])
            .Zip(shares, (part, share) =>
                new EndingShare(share.Row.Share, share.Row.Bucket, share.Row.Amount, part.UsedCents, part.ReturnedCents,
                part.KeptCents, part.CreditCents, share.UsableUntil));
}

/// <summary>What becomes of a share; the four add up to its amount.</summary>
/// <param name="UsableUntil">Last day of its bucket: what returns after it cannot serve any more.</param>
public sealed record EndingShare(
    short Share, long Bucket, long AmountCents, long UsedCents, long ReturnedCents, long KeptCents, long CreditCents,
    DateOnly? UsableUntil);
