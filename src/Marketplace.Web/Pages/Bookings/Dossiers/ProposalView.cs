using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>A proposal beside the offer it answers.</summary>
/// <param name="Changes">At least one row differs.</param>
public sealed record ProposalView(IReadOnlyList<ProposalRow> Rows, bool Changes, string? Note)
{
    public static ProposalView Of(BookingRow row)
    {
        IReadOnlyList<ProposalRow> rows =
        [
            ProposalRow.Of("Premier jour", Day(row.PermanentEntry ? row.WishedStart ?? row.PublishedStarts : row.PublishedStarts),
                Day(row.Starts)),
            ProposalRow.Of("Dernier jour", Day(row.PublishedEnds), Day(row.Ends)),
            ProposalRow.Of("Durée", DossierFacts.Hours(row.PublishedHours), DossierFacts.Hours(row.Hours)),
            ProposalRow.Of("Prix", FrenchFormat.Price(row.PublishedPrice), FrenchFormat.Price(row.Price)),
        ];
        return new(rows, rows.Any(r => r.Changed),
            row is { AcceptedAt: null, ProposalNote: { } note } ? ContactMask.Apply(note) : row.ProposalNote);
    }

    /// <summary>What is decided on.</summary>
    public IReadOnlyList<FactRow> Facts => [.. Rows.Select(row => new FactRow(row.Label, row.Proposed))];

    private static string Day(DateOnly? day) => day is { } known ? FrenchFormat.Date(known) : "Non précisé";
}

/// <summary>A line of the comparison.</summary>
public sealed record ProposalRow(string Label, string Offered, string Proposed, bool Changed)
{
    public static ProposalRow Of(string label, string offered, string proposed) => new(label, offered, proposed, offered != proposed);
}
