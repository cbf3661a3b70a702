using System.Xml.Linq;
using ArchUnitNET.Loader;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Architecture;

/// <summary>The picture in docs/architecture.md is what the code is: who stands on whom, ring by ring.</summary>
public sealed class CapabilityTests
{
    private static readonly System.Reflection.Assembly[] Rings =
        [typeof(DataDirectory).Assembly, typeof(Offer).Assembly, typeof(Actor).Assembly, typeof(LedgerPosting).Assembly, typeof(DemoPeople).Assembly];

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(Rings).Build();

    [Fact]
    public void Capabilities_StandOnEachOther_AsTheDocumentedTableSays()
    {
        var (documented, found) = (Documented(), Found());
        Assert.True(documented.SetEquals(found),
            $"Not in the table:\n{string.Join('\n', found.Except(documented))}\nIn the table alone:\n{string.Join('\n', documented.Except(found))}");
    }

    [Fact]
    public void Projects_ReferToEachOther_AsTheDocumentedTableSays()
    {
        var found = new[] { "src", "indexing" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), part), "*.csproj", SearchOption.AllDirectories))
            .Select(file => (Project: Path.GetFileNameWithoutExtension(file), On: XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["Marketplace.".Length..])
                .Order(StringComparer.Ordinal)))
            .Select(project => $"{project.Project}: {string.Join(", ", project.On.DefaultIfEmpty("–"))}");
        var documented = Cells(2).Where(cells => cells[0].StartsWith("Marketplace.", StringComparison.Ordinal)).Select(cells => $"{cells[0]}: {cells[1]}");
        Assert.Equal(documented.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Capabilities_StandInNoCircle()
    {
        var stands = Found().Select(line => line.Split(" → ")).ToLookup(pair => pair[0], pair => pair[1]);
        foreach (var start in stands.Select(group => group.Key))
        {
            var reached = new HashSet<string>();
            var open = new Stack<string>(stands[start]);
            while (open.TryPop(out var next))
                if (reached.Add(next))
                    foreach (var further in stands[next])
                        open.Push(further);
            Assert.DoesNotContain(start, reached);
        }
    }

    /// <summary>Within a ring; between rings the projects' references decide.</summary>
    private static SortedSet<string> Found() => new(
        Code.Types.SelectMany(type => type.Dependencies.Select(use => (From: Capability(type.Namespace.FullName), To: Capability(use.Target.Namespace?.FullName))))
            .Where(edge => edge is { From: not null, To: not null } && edge.From != edge.To && Ring(edge.From) == Ring(edge.To))
            .Select(edge => $"{edge.From} → {edge.To}"), StringComparer.Ordinal);

    private static SortedSet<string> Documented() => new(
        Cells(4).Where(cells => Rings.Any(ring => ring.GetName().Name == "Marketplace." + cells[0]))
            .SelectMany(cells => cells[2].Split(", ").Where(on => on != "–").Select(on => $"{cells[0]}.{cells[1]} → {cells[0]}.{on}")),
        StringComparer.Ordinal);

    /// <summary>Rows of the document's tables that have so many columns.</summary>
    private static IEnumerable<string[]> Cells(int columns) =>
        File.ReadLines(Path.Combine(SharedData.Repository(), "docs", "architecture.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == columns + 2).Select(cells => cells[1..^1]);

    private static string Ring(string capability) => capability.Split('.')[0];

    /// <summary>Ring and folder: <c>Money.Ledger</c> of Marketplace.Money.Ledger.Posting; null for what is not ours.</summary>
    private static string? Capability(string? space) =>
        space?.Split('.') is ["Marketplace", var ring, var folder, ..] && Rings.Any(known => known.GetName().Name == "Marketplace." + ring) ? $"{ring}.{folder}" : null;
}
