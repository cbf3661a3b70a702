using Marketplace.People.Access;
using Xunit;

namespace Marketplace.UnitTests.Processes;

/// <summary>Every state × event × actor of every process of the program, against its own rows.</summary>
public sealed class ProcessTablesTests
{
    public static TheoryData<string> Names => [.. AllProcesses.Tables.Select(table => table.Words.Name)];

    [Fact]
    public void Processes_AreFound_WithNamesOfTheirOwn()
    {
        Assert.Superset(new HashSet<string> { "bank-entry", "contestation", "dotation-order", "factor-recovery", "identity",
            "waiting-entry" },
            AllProcesses.Tables.Select(t => t.Words.Name).ToHashSet());
        Assert.Equal(AllProcesses.Tables.Count, AllProcesses.Tables.Select(t => t.Words.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStateEventAndActor_IsLetWhereARowSaysSo_AndToldWhyNotElsewhere(string name)
    {
        var table = AllProcesses.Find(name);
        var let = 0;
        foreach (var state in table.StateLabels.Select(s => (string?)s.State).Prepend(null))
        {
            foreach (var (@event, words) in table.EventWords)
            {
                foreach (var (role, _) in Roles.Labels)
                {
                    var isRow = table.Lines.Any(line => line.From == state && line.Event == @event && line.By.Contains(role));
                    var refusal = table.WhyNever(state, @event, role);
                    Assert.Equal(isRow, refusal is null);
                    let += isRow ? 1 : 0;
                    if (refusal is null)
                        continue;
                    Assert.Contains(words, refusal);
                    Assert.EndsWith(".", refusal, StringComparison.Ordinal);
                }
            }
        }
        Assert.Equal(table.Lines.SelectMany(line => line.By.Select(role => (line.From, line.Event, role))).Distinct().Count(), let);
    }

    /// <summary>
    /// Who the table of rights gives a right to, takes the step, and nobody else of those it names, but where a sign-in itself is the
    /// right.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Actors_AreThoseOfTheTableOfRights(string name) => Assert.All(AllProcesses.Find(name).Lines, line =>
    {
        if (line.Right is null)
            Assert.Equal([Roles.Program], line.By);
        else if (line.Right != "sign-in.use")
            Assert.Equal(RightsTable.Current.Of(line.Right).Select(right => right.Role).Order(), line.By.Order());
        Assert.All(line.By, role => Assert.Contains(role, Roles.Labels.Keys));
    });
}
