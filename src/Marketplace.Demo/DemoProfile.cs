using Marketplace.Catalogue.Certifications;
using Marketplace.Platform.Importing;

namespace Marketplace.Demo;

/// <summary>What kind of training an offer is; decides price, length, organisation and words.</summary>
internal enum DemoKind { Degree, Language, Office, Driving, SkillsReview, Vae }

/// <summary>The certifications of the demo catalogue, by what providers specialise in.</summary>
internal sealed class DemoProfile
{
    private readonly IReadOnlyList<Certification> degrees;
    private readonly ILookup<string, Certification> byFamily;
    private readonly Dictionary<DemoKind, List<Certification>> others;

    /// <summary>Only the seed's own certifications that stay registered for three months, so that an import changes nothing here.</summary>
    public DemoProfile(CertificationDirectory directory, DateOnly today)
    {
        var usable = SeedFiles.Read("certifications.csv").Select(row => directory.ByCode(row[0]!)).OfType<Certification>()
            .Where(c => c.Active && !c.Placeholder && c.Nsf.Count > 0 && (c.Expires is null || c.Expires > today.AddMonths(3)))
            .OrderBy(c => c.Code, StringComparer.Ordinal).ToList();
        degrees = [.. usable.Where(c => KindOf(c) == DemoKind.Degree)];
        byFamily = degrees.ToLookup(Family);
        others = usable.Where(c => KindOf(c) != DemoKind.Degree).GroupBy(KindOf).ToDictionary(g => g.Key, g => g.ToList());
    }

    public static DemoKind KindOf(Certification certification) => certification.Code switch
    {
        "CPF200" => DemoKind.Vae,
        "CPF202" => DemoKind.SkillsReview,
        ['C', 'P', 'F', ..] => DemoKind.Driving,
        ['R', 'S', ..] => certification.Nsf.Contains("136") ? DemoKind.Language : DemoKind.Office,
        _ => DemoKind.Degree,
    };

    /// <summary>What one provider teaches: one trade and its neighbours, or one of the short kinds.</summary>
    public (DemoKind Kind, IReadOnlyList<Certification> Certifications) Draw(Draw draw)
    {
        var kind = draw.Below(100) switch
        {
            < 9 => DemoKind.Language,
            < 16 => DemoKind.Office,
            < 26 => DemoKind.Driving,
            < 34 => DemoKind.SkillsReview,
            < 38 => DemoKind.Vae,
            _ => DemoKind.Degree,
        };
        if (kind != DemoKind.Degree && others.TryGetValue(kind, out var certifications))
            return (kind, draw.Some(certifications, draw.Between(1, 5)));
        var family = byFamily[Family(draw.Pick(degrees))].ToList();
        var taught = draw.Some(family, draw.Between(1, 9));
        if (draw.Chance(0.25))
            taught.Add(draw.Pick(degrees));
        return (DemoKind.Degree, [.. taught.Distinct()]);
    }

    private static string Family(Certification certification) => certification.Nsf[0][..2];
}
