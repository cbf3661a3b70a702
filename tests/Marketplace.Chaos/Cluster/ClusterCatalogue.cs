using System.Globalization;
using Marketplace.Catalogue.Offers;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Chaos.Cluster;

/// <summary>A catalogue of made-up providers, published the way files are, and one provider with a single action to probe with.</summary>
internal static class ClusterCatalogue
{
    public const string ProbeSiret = "99900000000018";

    private const int OffersAProvider = 25;
    private const int ActionsAnOffer = 4;

    private static readonly string[] Trades =
        ["cuisine", "comptabilité", "soudage", "anglais", "boulangerie", "secrétariat", "électricité", "plomberie", "informatique",
            "coiffure", "maçonnerie", "menuiserie"];

    private static readonly string[] Kinds = ["CAP", "Titre professionnel", "BTS", "Bac professionnel", "Initiation"];

    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public static async Task PublishAsync(NpgsqlDataSource database, int actions, CancellationToken cancel)
    {
        await PublishAsync(database, ProbeSiret, [Offer(0, 1)], cancel);
        var offers = (actions + ActionsAnOffer - 1) / ActionsAnOffer;
        foreach (var some in Enumerable.Range(0, offers).Chunk(OffersAProvider))
            await PublishAsync(database, $"888000000{(some[0] / OffersAProvider).ToString("D5", CultureInfo.InvariantCulture)}",
                some.Select(n => Offer(n, Math.Min(ActionsAnOffer, actions - (n * ActionsAnOffer)))), cancel);
    }

    private static async Task PublishAsync(
        NpgsqlDataSource database, string siret, IEnumerable<AcceptedOffer> offers, CancellationToken cancel)
    {
        await using var import = await CatalogueImport.BeginAsync(database, siret, cancel);
        foreach (var offer in offers)
            await import.AddAsync(offer, cancel);
        await import.CommitAsync(true, cancel);
    }

    private static AcceptedOffer Offer(int number, int actions)
    {
        var trade = Trades[number % Trades.Length];
        var offer = TestOffers.Offer($"F{number}") with
        {
            Title = $"{Kinds[number % Kinds.Length]} {trade}",
            Objective = $"Apprendre le métier : {trade}",
            Content = $"<p>Techniques de {trade}, {Trades[(number * 5) % Trades.Length]}, sécurité et gestes du métier.</p>",
        };
        return new(offer, [.. Enumerable.Range(number * ActionsAnOffer, actions).Select(Action)]);
    }

    private static AcceptedAction Action(int number)
    {
        var euros = 100 + (number * 37 % 5_000);
        var action = TestOffers.Action($"A{number}") with { Modality = (Modality)(number % 3), Fees = new(0m, euros, euros) };
        var place = TestOffers.Lyon7;
        return new(action, new(place, place.Lat + (number % 40 * 0.01), place.Lng + (number % 30 * 0.01)),
            [TestOffers.Session($"S{number}", Today.AddDays(10 + (number % 300)))]);
    }
}
