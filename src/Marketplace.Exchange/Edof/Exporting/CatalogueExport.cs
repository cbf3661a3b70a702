using Marketplace.Catalogue.Offers;
using Npgsql;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>What an export wrote.</summary>
/// <param name="LeftOut">Formations and actions that have no session, where the format has no way to say them.</param>
public sealed record ExportCounts(int Formations, int Actions, int Sessions, IReadOnlyList<string> LeftOut);

/// <summary>Writes a provider's published catalogue as an EDOF file, in the order of the file it came from.</summary>
public static class CatalogueExport
{
    /// <summary>
    /// Some published offers after one of them, in the order of the file they came from; where actions take place is not looked up.
    /// </summary>
    /// <param name="since">Number of an offer; null: from the first.</param>
    public static async Task<IReadOnlyList<AcceptedOffer>> PageAsync(
        NpgsqlDataSource database, string siret, string? since, int most, CancellationToken cancel)
    {
        await using var catalogue = await PublishedOffers.OpenAsync(database, siret, cancel);
        var page = new List<AcceptedOffer>();
        await foreach (var offer in catalogue.ReadAsync(cancel, since))
            if (page.Count < most)
                page.Add(offer);
            else
                break;
        return page;
    }

    public static async Task<ExportCounts> WriteAsync(
        NpgsqlDataSource database, string siret, Stream stream, CancellationToken cancel = default)
    {
        await using var catalogue = await PublishedOffers.OpenAsync(database, siret, cancel);
        var (formations, actions, sessions) = (0, 0, 0);
        var leftOut = new List<string>();
        using var writer = new EdofWriter(stream, siret);
        await foreach (var offer in catalogue.ReadAsync(cancel))
        {
            leftOut.AddRange(offer.Actions.Where(a => a.Sessions.Count == 0)
                .Select(a => $"action {a.Action.Number} (formation {offer.Offer.Number})"));
            var exported = offer.Actions.Where(a => a.Sessions.Count > 0).Select(a => (a.Action, a.Sessions)).ToList();
            if (exported.Count == 0)
            {
                leftOut.Add($"formation {offer.Offer.Number}");
                continue;
            }
            writer.Write(offer.Offer, exported);
            formations++;
            actions += exported.Count;
            sessions += exported.Sum(a => a.Sessions.Count);
        }
        return new(formations, actions, sessions, leftOut);
    }
}
