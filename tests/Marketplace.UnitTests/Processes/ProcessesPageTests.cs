using System.Text;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Processes;

/// <summary>docs/processes.md is made from the code. <c>WRITE_DOCS=1</c> in the environment of this test writes it anew.</summary>
public sealed class ProcessesPageTests
{
    private const string Head = """
        # Processus

        Fait à partir du code (`Processes/Process`, docs/decisions/0045) ; un test le compare, et l’écrit de nouveau avec `WRITE_DOCS=1` dans son environnement.
        Une ligne : depuis un état, un événement, l’état qui suit, par qui, sous quel droit de `rights.csv`, à quelles conditions, avec quels effets, pas avant quand.
        « – » : rien n’existait encore. Ce qui n’y figure pas est refusé (409) avec une phrase.

        """;

    [Fact]
    public void Page_IsWhatTheCodeSays()
    {
        var path = Path.Combine(SharedData.Repository(), "docs", "processes.md");
        var page = Head.ReplaceLineEndings("\n") + "\n" + string.Join("\n", AllProcesses.Tables.Select(Section));
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
            File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Section(ProcessTable table)
    {
        var text = new StringBuilder($"## {table.Words.Title} (`{table.Words.Name}`)\n\nÉtats : ");
        text.AppendJoin(" ; ", table.StateLabels.Select(s => $"{s.Label} (`{s.State}`)")).Append(".\n\n");
        text.Append("| depuis | événement | vers | par | droit | conditions | effets | pas avant |\n|---|---|---|---|---|---|---|---|\n");
        // A row that comes from several states is one line here too.
        foreach (var row in table.Lines.GroupBy(
            line => (line.Event, line.To, By: string.Join(", ", line.By.Select(role => table.RoleLabels[role])), line.Right, line.Guard,
            line.Effect, line.Due)))
        {
            string[] cells =
            [
                string.Join(", ", row.Select(line => line.From is { } from ? $"`{from}`" : "–")),
                    $"`{row.Key.Event}` : {table.EventWords.Single(e => e.Event == row.Key.Event).Words}",
                $"`{row.Key.To}`", row.Key.By, row.Key.Right is { } right ? $"`{right}`" : "", row.Key.Guard, row.Key.Effect, row.Key.Due,
            ];
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }
        return text.ToString();
    }
}
