namespace Marketplace.Bookings.Dossiers;

/// <summary>A dossier and who wants to see it: what the table of rights cannot tell from the address alone.</summary>
/// <param name="Sees">Whether this row is theirs.</param>
public sealed record DossierKey(Guid Id, Func<BookingRow, bool> Sees)
{
    /// <summary>One's own.</summary>
    public static DossierKey OfLearner(Guid id, Guid account) => new(id, row => row.AccountId == account && row.DiscardedAt is null);

    /// <summary>Of a provider: those that were sent, at establishments that the member may see.</summary>
    public static DossierKey OfProvider(Guid id, IReadOnlyCollection<string> sirets) =>
        new(id, row => row.State != BookingProcess.Draft && sirets.Contains(row.Siret));

    /// <summary>Of the funder that was asked.</summary>
    /// <param name="fund">kind:siren.</param>
    public static DossierKey OfFunder(Guid id, string fund) => new(id, row => row.Funder == fund);

    /// <summary>Of operators and of the program itself; drafts are their holder's alone.</summary>
    public static DossierKey OfService(Guid id) => new(id, row => row.State != BookingProcess.Draft);
}
