using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Data.Editing;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>What became of what a program wants.</summary>
/// <param name="Report">Of the import's rules; null: <paramref name="Problems"/> say what could not even be judged.</param>
/// <param name="Changes">Null: nothing was written.</param>
public sealed record WantedOutcome(FileReport? Report, ImportChanges? Changes, IReadOnlyList<WantedProblem> Problems);

/// <summary>How many seats a session has now.</summary>
/// <param name="Action">Its number; so of the session.</param>
/// <param name="Seats">Null: unlimited.</param>
public sealed record WantedSeats(string Action, string Session, int? Seats);

/// <summary>
/// An establishment's catalogue for its programs, the published one or that of its sandbox: read in pages, replaced whole, changed offer by
/// offer; judged by the rules of the import.
/// </summary>
public interface IWantedCatalogue
{
    /// <summary>Some offers in the provider's order.</summary>
    /// <param name="since">Number of the last one of the page before; null: the first page.</param>
    Task<IReadOnlyList<WantedOffer>> PageAsync(string siret, string? since, int most, CancellationToken cancel);

    /// <summary>The version of all of it.</summary>
    Task<string> VersionAsync(string siret, CancellationToken cancel);

    /// <summary>One offer with its version; null: there is none.</summary>
    Task<(WantedOffer Offer, string Version)?> FindAsync(string siret, string number, CancellationToken cancel);

    /// <summary>Makes these the provider's catalogue: what they do not name is archived, if all of them are accepted.</summary>
    /// <param name="seen">Version of what is replaced; null: whatever it is.</param>
    /// <exception cref="StaleChangeException">It changed since.</exception>
    Task<WantedOutcome> ReplaceAsync(string siret, IReadOnlyList<WantedOffer> offers, string? seen, CancellationToken cancel);

    /// <summary>The same with an EDOF file.</summary>
    /// <inheritdoc cref="ReplaceAsync(string, IReadOnlyList{WantedOffer}, string?, CancellationToken)"/>
    Task<WantedOutcome> ReplaceAsync(string siret, SourceFile file, string? seen, CancellationToken cancel);

    /// <summary>Writes these offers and archives others by number; all of it or nothing. What is not named stays as it is.</summary>
    /// <param name="seen">Version of the whole catalogue; null: whatever it is.</param>
    /// <exception cref="StaleChangeException">It changed since.</exception>
    Task<WantedOutcome> ChangeAsync(
        string siret, IReadOnlyList<WantedOffer> offers, IReadOnlyList<string> archived, string? seen, CancellationToken cancel);

    /// <summary>Writes one offer in place of what was shown.</summary>
    /// <param name="seats">Of a session of it; null: they are not spoken of.</param>
    /// <exception cref="StaleChangeException">It changed since.</exception>
    /// <exception cref="SeatRefusedException">More seats are taken.</exception>
    Task<WantedOutcome> SaveAsync(string siret, WantedOffer offer, string seen, WantedSeats? seats, CancellationToken cancel);
}
