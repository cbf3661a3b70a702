using CsvHelper;
using Marketplace.Testing;

namespace Marketplace.Search.Tests.Text;

/// <summary>The titles of the certifications of the real set.</summary>
internal static class RegisterTitles
{
    public static IReadOnlyList<string> Read()
    {
        var titles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(SharedData.Path("edof-real/certifications"), "*Standard*.csv"))
        {
            using var csv = CsvReader.FromFile(file, new CsvReaderOptions { Separator = ';' });
            csv.ReadHeader();
            while (csv.Read())
                titles.Add(csv.GetString("Intitule"));
        }
        return [.. titles];
    }
}
