using System.Reflection;
using System.Security.Cryptography;
using CsvHelper;

namespace Marketplace.Platform.Importing;

/// <summary>The files of seed-data, which travel inside the assembly.</summary>
public static class SeedFiles
{
    private static readonly Assembly Home = typeof(SeedFiles).Assembly;

    /// <summary>Rows as texts in the file's column order, empty cells as null.</summary>
    public static IEnumerable<string?[]> Read(string name)
    {
        using var csv = CsvReader.Create(
            Open(name), new CsvReaderOptions { Separator = ';', MalformedData = CsvMalformedDataHandling.Throw });
        csv.ReadHeader();
        var width = csv.Headers.Count;
        while (csv.Read())
        {
            var row = new string?[width];
            for (var i = 0; i < width; i++)
                row[i] = csv.IsEmpty(i) ? null : csv.GetString(i);
            yield return row;
        }
    }

    /// <summary>SHA-256 of the file, in hex.</summary>
    public static string Checksum(string name)
    {
        using var file = Open(name);
        return Convert.ToHexString(SHA256.HashData(file));
    }

    /// <summary>The file's text, for formats with a reader of their own.</summary>
    public static TextReader OpenText(string name) => new StreamReader(Open(name));

    private static Stream Open(string name) => Home.GetManifestResourceStream("seed-data/" + name)
        ?? throw new FileNotFoundException($"seed-data/{name} is not embedded in {Home.GetName().Name}.");
}
