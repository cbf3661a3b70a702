namespace Marketplace.Statistics.Editions;

/// <summary>The finest period in which an axis is told.</summary>
public enum Grain { Month, Quarter, Year }

/// <summary>One table of the public family: an axis with its hierarchy, by periods.</summary>
/// <param name="Name">In cells.</param>
/// <param name="Levels">Dimensions, the coarse first; each value belongs to one value of the level above.</param>
/// <param name="ByEntry">Its first level is told by month of entry too, by quarters.</param>
public sealed record PublicAxis(string Name, IReadOnlyList<string> Levels, Grain Grain, bool ByEntry = false)
{
    /// <summary>Where the codes of each level stand.</summary>
    internal IReadOnlyList<int> Attributes { get; } = [.. Levels.Select(level => PublicFamily.Attributes.IndexOf(level))];
}

/// <summary>
/// All that the public may see, and nothing else. The tables meet in time alone (and the yearly table in the region of residence), so that
/// together they say no more of a withheld cell than each does (docs/decisions/0064).
/// </summary>
public static class PublicFamily
{
    public const string Domain = "domain";
    public const string Training = "training";
    public const string Residence = "residence";

    /// <summary>Regions of residence by age and sex, in years.</summary>
    public const string Population = "population";

    /// <summary>Prefix of the axes of sources of funding: bookings with and without.</summary>
    public const string FundingPrefix = "funding:";
    public const string With = "with";
    public const string Without = "without";

    /// <summary>Who pays, in the order of <see cref="Fact.Parts"/>.</summary>
    public static readonly IReadOnlyList<string> Sources =
        ["learner", "annual-rights", "volunteering", "employer", "opco", "state", "region", "france-travail", "other"];

    /// <summary>Dimensions of facts, in the order of <see cref="Fact.Codes"/>; columns of statistics_booking.</summary>
    internal static readonly List<string> Attributes =
    [
        "domainGroup", "domain", "certificationType", "modality", "trainingRegion", "trainingDepartment", "residenceRegion",
        "residenceDepartment", "ageClass", "sex", "situation", "status", "priceClass", "hoursClass",
    ];

    /// <summary>Axes by quarters and months; the whole (<c>time</c>) is the root of each.</summary>
    public static readonly IReadOnlyList<PublicAxis> Axes =
    [
        new(Domain, ["domainGroup", "domain"], Grain.Month, ByEntry: true),
        new(Training, ["trainingRegion", "trainingDepartment"], Grain.Quarter, ByEntry: true),
        new(Residence, ["residenceRegion", "residenceDepartment"], Grain.Quarter),
        new("certificationType", ["certificationType"], Grain.Month),
        new("modality", ["modality"], Grain.Month),
        new("situation", ["situation"], Grain.Month),
        new("status", ["status"], Grain.Quarter),
        new("priceClass", ["priceClass"], Grain.Quarter),
        new("hoursClass", ["hoursClass"], Grain.Quarter),
    ];

    /// <summary>The root of all axes.</summary>
    public const string Whole = "time";
}
