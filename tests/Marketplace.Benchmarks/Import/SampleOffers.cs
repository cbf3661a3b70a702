using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Testing;

namespace Marketplace.Benchmarks.Import;

/// <summary>Made-up catalogues of any size.</summary>
internal static class SampleOffers
{
    private const int ActionsOfOne = 5, SessionsOfOne = 5;

    /// <summary>A CSV of so many rows.</summary>
    public static void Csv(Stream stream, string siret, int rows) =>
        CatalogueSheet.WriteCsv(stream, siret, Of(rows / SessionsOfOne, SessionsOfOne));

    /// <summary>An EDOF file of so many actions with a session each.</summary>
    public static void Edof(Stream stream, string siret, int actions)
    {
        using var writer = new EdofWriter(stream, siret);
        foreach (var offer in Of(actions, 1))
            writer.Write(offer.Offer, [.. offer.Actions.Select(a => (a.Action, a.Sessions))]);
    }

    /// <summary>Of five actions each, with texts as long as providers' are.</summary>
    private static IEnumerable<AcceptedOffer> Of(int actions, int sessions)
    {
        var text = string.Concat(Enumerable.Repeat("<p>Apprendre les gestes du métier, en atelier et sur le terrain.</p>", 12));
        for (var i = 0; i < actions / ActionsOfOne; i++)
            yield return new(TestOffers.Offer($"F{i}") with { Objective = text, Content = text },
                [.. Enumerable.Range(0, ActionsOfOne).Select(a =>
                new AcceptedAction(TestOffers.Action($"A{a}") with { HoursInCentre = 100 + 20 * a, SpecificConditions = text },
                    new Location(null, null, null), [.. Enumerable.Range(0, sessions).Select(s =>
                        TestOffers.Session($"S{s}", new DateOnly(2027, 1, 1).AddDays(s)))]))]);
    }
}
