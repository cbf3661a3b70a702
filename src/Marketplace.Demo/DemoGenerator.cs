using System.Globalization;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Providers;
using Marketplace.Catalogue.Reference;

namespace Marketplace.Demo;

/// <summary>
/// Makes up providers with their catalogues: the same for the same seed, day and reference data. Needs no database; a million
/// actions can be streamed. Provider n is the same however many are asked for.
/// </summary>
public sealed class DemoGenerator
{
    private static readonly string[] Kinds =
        ["Centre de formation", "Institut", "Atelier", "École", "Campus", "Académie", "Pôle de formation", "Maison des compétences",
            "Carrefour", "Espace formation"];

    private static readonly string[] Words =
    [
        "du Tilleul", "de l'Horizon", "de la Boussole", "de la Passerelle", "du Grand Large", "des Quatre Vents", "du Belvédère",
            "de l'Alizé", "du Rivage",
        "de la Clairière", "du Phare", "des Cèdres", "de la Source", "du Méridien", "de l'Estuaire", "du Cap", "des Sentiers",
        "de l'Aurore", "du Vallon",
        "de la Canopée", "du Compas", "des Marronniers", "de la Vigie", "du Ponton", "des Alouettes",
    ];

    /// <summary>Most providers teach at one or two places, a few networks at a dozen.</summary>
    private static readonly int[] SiteCounts = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 12];

    private readonly ReferenceData reference;
    private readonly DateOnly today;
    private readonly PlaceDraw places;
    private readonly DemoProfile profile;
    private readonly DemoTexts texts;
    private readonly int seed;

    /// <param name="seed">0 or more; another seed makes other providers (their SIRETs differ up to 999).</param>
    /// <param name="today">Sessions start after it.</param>
    public DemoGenerator(ReferenceData reference, int seed, DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        (this.reference, this.seed, this.today) = (reference, seed, today);
        places = new PlaceDraw(reference.Places);
        profile = new DemoProfile(reference.Certifications, today);
        texts = new DemoTexts(reference);
    }

    /// <summary>Providers until exactly so many actions; the last catalogue is cut where the number is reached.</summary>
    public IEnumerable<DemoProvider> Generate(int actions)
    {
        for (var index = 0; actions > 0; index++)
        {
            var provider = Provider(index);
            yield return provider.Actions <= actions ? provider : Cut(provider, actions);
            actions -= provider.Actions;
        }
    }

    private DemoProvider Provider(int index)
    {
        var draw = Draw.For(seed, index);
        var (kind, certifications) = profile.Draw(draw);
        var home = places.Anywhere(draw);
        var name = $"{draw.Pick(Kinds)} {draw.Pick(Words)} – {home.Name} (démo)";
        var exempt = draw.Chance(0.7);
        var sites = new List<DemoSite>();
        for (var i = kind is DemoKind.Driving ? 1 : draw.Pick(SiteCounts); i > 0; i--)
        {
            var address = DemoAddresses.In(sites.Count == 0 ? home : places.In(home.Department, draw), name, draw);
            if (sites.All(s => s.Address.City != address.City || s.Address.StreetName != address.StreetName))
                sites.Add(new DemoSite(address, reference.Places.Locate(address)));
        }
        var offers = certifications.Select((certification, i) => Offer(kind, certification, i, sites, index, exempt, draw)).ToList();
        return new DemoProvider(SiretOf(index), name, $"99{index:D9}", Qualiopi(kind, draw), sites[0].Address, offers);
    }

    private AcceptedOffer Offer(
        DemoKind providerKind, Certification certification, int rank, IReadOnlyList<DemoSite> sites, int provider, bool exempt, Draw draw)
    {
        var kind = providerKind == DemoKind.Degree ? DemoProfile.KindOf(certification) : providerKind;
        var known = reference.Certifications.Blocks(certification.Code).Select(b => b.Code).ToList();
        var partial = known.Count > 1 && draw.Chance(0.35);
        var actions = DemoActions.Of(kind, certification, partial, sites, provider, exempt, today, draw);
        var topics = texts.Topics(certification, draw);
        return new AcceptedOffer(new Offer
        {
            Number = $"F{rank + 1}-{certification.Code}",
            Created = today.AddDays(-draw.Between(200, 900)),
            Updated = today.AddDays(-draw.Between(0, 199)),
            Title = texts.Title(kind, certification, partial, draw),
            Objective = DemoTexts.Objective(certification, topics, draw),
            ExpectedResults = texts.ExpectedResults(certification, draw),
            Content = DemoTexts.Content(topics, actions[0].Action.LearningHours ?? 0, draw),
            Path = draw.Between(1, 4),
            GeneralObjective = kind == DemoKind.Degree ? 6 : 7,
            CertificationCode = certification.Code,
            Summary = DemoAddresses.Cut(string.Join(", ", topics.Take(3)), 255),
            Blocks = Blocks(certification, known, partial, draw),
        }, actions);
    }

    /// <summary>EDOF wants the blocs of an RNCP certification; where the register's are not known, the usual numbering stands in.</summary>
    private static IReadOnlyList<string> Blocks(Certification certification, IReadOnlyList<string> known, bool partial, Draw draw) =>
        !certification.Code.StartsWith("RNCP", StringComparison.Ordinal) ? []
        : partial ? [draw.Pick(known)]
        : known.Count > 0 ? known
        : [.. Enumerable.Range(1, 3).Select(i => string.Create(CultureInfo.InvariantCulture, $"{certification.Code}BC{i:D2}"))];

    private static IReadOnlyList<string> Qualiopi(DemoKind kind, Draw draw) => kind switch
    {
        DemoKind.SkillsReview => ["skills-review"],
        DemoKind.Vae => ["vae"],
        DemoKind.Degree when draw.Chance(0.4) => ["training", "apprenticeship"],
        _ => ["training"],
    };

    /// <summary>A SIREN of the unused range 999, and an establishment number that holds the seed; both pass their check.</summary>
    private string SiretOf(int index)
    {
        var siren = Siret.SirenWithCheckDigit($"999{index % 100_000:D5}");
        return Siret.WithCheckDigit($"{siren}{(seed % 1000 * 10 + index / 100_000) % 10_000:D4}");
    }

    private static DemoProvider Cut(DemoProvider provider, int actions)
    {
        var offers = new List<AcceptedOffer>();
        foreach (var offer in provider.Offers)
        {
            if (actions <= 0)
                break;
            offers.Add(offer with { Actions = [.. offer.Actions.Take(actions)] });
            actions -= offer.Actions.Count;
        }
        return provider with { Offers = offers, Complete = false };
    }
}
