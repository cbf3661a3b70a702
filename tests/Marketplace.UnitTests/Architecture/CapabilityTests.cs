using System.Xml.Linq;
using ArchUnitNET.Loader;
using Marketplace.Bookings.Endings;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Indexing.Upkeep;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.ProviderSpace;
using Marketplace.Search;
using Marketplace.Statistics;
using Marketplace.Testing;
using Marketplace.Web.Hosting;
using Xunit;

namespace Marketplace.UnitTests.Architecture;

/// <summary>The picture in docs/architecture.md is what the code is: who stands on whom, ring by ring.</summary>
public sealed class CapabilityTests
{
    private static readonly System.Reflection.Assembly[] Rings =
        [typeof(DataDirectory).Assembly, typeof(Offer).Assembly, typeof(Actor).Assembly, typeof(LedgerPosting).Assembly,
            typeof(DemoPeople).Assembly, typeof(CardPayments).Assembly, typeof(EndingPlanner).Assembly,
            typeof(ProviderSpaceServices).Assembly, typeof(StatisticsServices).Assembly];

    /// <summary>Their folders are not in the table, but stand in no circle either.</summary>
    private static readonly System.Reflection.Assembly[] Above =
        [typeof(ISearchIndex).Assembly, typeof(EdofImport).Assembly, typeof(OutboxSweep).Assembly, typeof(Server).Assembly];

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies([.. Rings, .. Above]).Build();

    [Fact]
    public void Capabilities_StandOnEachOther_AsTheDocumentedTableSays()
    {
        var (documented, found) = (Documented(), Edges(Rings));
        Assert.True(documented.SetEquals(found),
            $"Not in the table:\n{string.Join('\n', found.Except(documented))}\nIn the table alone:\n{string.Join('\n', documented.Except(found))}");
    }

    [Fact]
    public void Projects_ReferToEachOther_AsTheDocumentedTableSays()
    {
        var found = new[] { "src", "indexing" }
            .SelectMany(part => Directory.EnumerateFiles(
                Path.Combine(SharedData.Repository(), part), "*.csproj", SearchOption.AllDirectories))
            .Select(file => (Project: Path.GetFileNameWithoutExtension(file), On: XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference =>
                    Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["Marketplace.".Length..])
                .Order(StringComparer.Ordinal)))
            .Select(project => $"{project.Project}: {string.Join(", ", project.On.DefaultIfEmpty("–"))}");
        var documented = Cells(2).Where(cells => cells[0].StartsWith("Marketplace.", StringComparison.Ordinal))
            .Select(cells => $"{cells[0]}: {cells[1]}");
        Assert.Equal(documented.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folders_OfNoProject_StandInACircle()
    {
        var stands = Edges([.. Rings, .. Above]).Select(line => line.Split(" → ")).ToLookup(pair => pair[0], pair => pair[1]);
        var circles = stands.SelectMany(from => from, (from, to) => (From: from.Key, To: to))
            .Where(edge => Reached(stands, edge.To).Contains(edge.From));
        Assert.True(!circles.Any(), $"In circles:\n{string.Join('\n', circles.Select(edge => $"{edge.From} → {edge.To}, for one by {Example(edge.From, edge.To)}"))}");
    }

    private static HashSet<string> Reached(ILookup<string, string> stands, string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var next))
            foreach (var further in stands[next].Where(reached.Add))
                open.Push(further);
        return reached;
    }

    /// <summary>Within a project; between projects the references decide.</summary>
    private static SortedSet<string> Edges(System.Reflection.Assembly[] projects) => new(
        Uses().Where(edge => projects.Any(project => project.GetName().Name == "Marketplace." + Ring(edge.From)))
        .Select(edge => $"{edge.From} → {edge.To}"),
        StringComparer.Ordinal);

    private static string Example(string from, string to) => Uses().First(edge => edge.From == from && edge.To == to).By;

    private static IEnumerable<(string From, string To, string By)> Uses() =>
        from type in Code.Types
        from use in type.Dependencies
        let edge = (From: Folder(type.Namespace.FullName), To: Folder(use.Target.Namespace?.FullName),
            By: $"{type.Name} with {use.Target.Name}")
        where edge is { From: not null, To: not null } && edge.From != edge.To && Ring(edge.From) == Ring(edge.To)
        select (edge.From!, edge.To!, edge.By);

    private static SortedSet<string> Documented() => new(
        Cells(4).Where(cells => Rings.Any(ring => ring.GetName().Name == "Marketplace." + cells[0]))
            .SelectMany(cells => cells[2].Split(", ").Where(on => on != "–").Select(on => $"{cells[0]}.{cells[1]} → {cells[0]}.{on}")),
        StringComparer.Ordinal);

    /// <summary>Rows of the document's tables that have so many columns.</summary>
    private static IEnumerable<string[]> Cells(int columns) =>
        File.ReadLines(Path.Combine(SharedData.Repository(), "docs", "architecture.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == columns + 2).Select(cells => cells[1..^1]);

    private static string Ring(string folder) => folder.Split('.')[0];

    /// <summary>
    /// Project and folder: <c>Money.Ledger</c> of Marketplace.Money.Ledger.Posting; what stands in the project itself is <c>Search.*</c>;
    /// null for what is not ours.
    /// </summary>
    private static string? Folder(string? space) => space?.Split('.') switch
    {
        ["Marketplace", var project, ..] when !Known(project) => null,
        ["Marketplace", var project, var folder, ..] => $"{project}.{folder}",
        ["Marketplace", var project] when Above.Any(known => known.GetName().Name == "Marketplace." + project) => $"{project}.*",
        _ => null,
    };

    private static bool Known(string project) => Rings.Concat(Above).Any(known => known.GetName().Name == "Marketplace." + project);
}
