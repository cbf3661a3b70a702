using System.Globalization;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Marketplace.Platform.Importing;

namespace Marketplace.Catalogue.Reference;

/// <summary>The seed as reference data in memory, for programs and tests that run without a database.</summary>
public static class SeedReference
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Reads all files of the seed; about half a second.</summary>
    public static ReferenceData Load() => new()
    {
        Places = new PlaceDirectory([.. SeedFiles.Read("places.csv").Select(Place)]),
        Certifications = new CertificationDirectory(
            [.. SeedFiles.Read("certifications.csv").Select(Certification)],
            [.. SeedFiles.Read("blocks.csv").Select(row => new CertificationBlock(row[0]!, row[1]!, row[2]!))]),
        Departments = SeedFiles.Read("departments.csv").ToDictionary(row => row[0]!, row => new Department(row[0]!, row[1]!, row[2]!)),
        Regions = SeedFiles.Read("regions.csv").ToDictionary(row => row[0]!, row => new Region(row[0]!, row[1]!)),
        NsfDomains = SeedFiles.Read("nsf.csv").ToDictionary(row => row[0]!, row => row[1]!),
        Jobs = SeedFiles.Read("jobs.csv").ToDictionary(row => row[0]!, row => row[1]!),
        Levels = SeedFiles.Read("levels.csv").ToDictionary(row => int.Parse(row[0]!, Invariant), row => row[1]!),
    };

    private static Place Place(string?[] row) => new(
        row[0]!, row[1]!, row[2]?.Split('|') ?? [], row[3]!, row[4]!, int.Parse(row[5]!, Invariant),
        double.Parse(row[6]!, Invariant), double.Parse(row[7]!, Invariant), row[8] == "1", row[9]);

    private static Certification Certification(string?[] row) => new(
        row[0]!, row[1]!, row[3] is { } level ? int.Parse(level, Invariant) : null, row[4]?.Split('|') ?? [], row[5]?.Split('|') ?? [],
        Expires: row[6] is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", Invariant) : null, Abbreviation: row[2]);
}
