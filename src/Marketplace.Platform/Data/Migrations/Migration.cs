using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Platform.Data.Migrations;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Name">File name without folder, such as 0001_catalogue.sql; names sort in the order of application.</param>
/// <param name="Sql">One or more statements, none of which controls transactions.</param>
public sealed record Migration(string Name, string Sql)
{
    /// <summary>SHA-256 of the text in hex; line ends do not count, since git may change them.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations in this assembly, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. Read().OrderBy(migration => migration.Name, StringComparer.Ordinal)];

    private static IEnumerable<Migration> Read()
    {
        var assembly = typeof(Migration).Assembly;
        const string prefix = "Marketplace.Platform.Data.Migrations.";
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new Migration(resource[prefix.Length..], reader.ReadToEnd());
        }
    }
}
