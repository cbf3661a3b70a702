using System.Text.RegularExpressions;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>
/// Offers as the EDOF file that says the same: whatever way an offer comes, the rules of the import judge it, and nothing else.
/// </summary>
internal static partial class WantedFile
{
    private const int MostSeats = 100_000;

    /// <summary>The file, or what it cannot be written for.</summary>
    public static (SourceFile? File, IReadOnlyList<WantedProblem> Problems) Of(string siret, IReadOnlyList<WantedOffer> offers)
    {
        var problems = offers.SelectMany(ProblemsOf).ToList();
        if (offers.Count == 0)
            problems.Add(new("offers", "Au moins une offre est attendue."));
        if (problems.Count > 0)
            return (null, problems);
        var stream = new MemoryStream();
        using (var writer = new EdofWriter(stream, siret))
            for (var i = 0; i < offers.Count; i++)
                try
                {
                    writer.Write(offers[i].Offer, [.. offers[i].Actions.Select(action => (action.Action,
                        (IReadOnlyList<Session>)[.. action.Sessions.Select(session => session.Session)]))]);
                }
                // The writer's word for characters that no XML can hold.
                catch (ArgumentException)
                {
                    return (null, [new($"offers[{i}]", "Un texte contient un caractère de contrôle.")]);
                }
        return (new("catalogue", stream.Length, _ => new MemoryStream(stream.GetBuffer(), 0, (int)stream.Length, writable: false)), []);
    }

    private static IEnumerable<WantedProblem> ProblemsOf(WantedOffer offer, int index)
    {
        if (!CertificationCode().IsMatch(offer.Offer.CertificationCode))
            yield return new($"offers[{index}].offer.certificationCode", "Un code comme RNCP40344, RS6604 ou CPF202 est attendu.");
        if (offer.Actions.Count == 0)
            yield return new($"offers[{index}].actions", "Au moins une action est attendue.");
        foreach (var (action, rank) in offer.Actions.Select((action, rank) => (action, rank)))
        {
            if (action.Sessions.Count == 0)
                yield return new($"offers[{index}].actions[{rank}].sessions", "Au moins une session est attendue.");
            foreach (var (session, at) in action.Sessions.Select((session, at) => (session, at)))
                if (session.Capacity is < 0 or > MostSeats)
                    yield return new($"offers[{index}].actions[{rank}].sessions[{at}].capacity",
                        $"Un nombre de places de 0 à {MostSeats} est attendu.");
        }
    }

    [GeneratedRegex("^(RNCP|RS|CPF)[0-9]{1,9}$")]
    private static partial Regex CertificationCode();
}

/// <summary>What is wrong with a value, named by its path.</summary>
/// <param name="Text">French.</param>
public sealed record WantedProblem(string Path, string Text);
