using System.Globalization;

namespace Marketplace.Money.Regulation;

/// <summary>What must hold for the lines of the rule book: known names, typed values, days without gap or overlap.</summary>
internal static class RuleChecks
{
    private static readonly string[] Bases = ["letter", "reading", "practice", "terms"];

    public static List<RuleLabel> Labels(IReadOnlyList<RuleLine> lines, List<string> problems)
    {
        var labels = new List<RuleLabel>();
        foreach (var line in lines)
        {
            var (name, type) = (line.Cells[0], line.Cells[1]);
            if (!RuleKeys.ByName.TryGetValue(name, out var key))
                problems.Add(line.Problem(
                    $"la règle « {name} » n’est pas connue du programme. Corrigez son nom, ou ajoutez-la aux classes de Regulation/Keys."));
            else if (key.Type != type)
                problems.Add(line.Problem(
                    $"la règle « {name} » est de type {key.Type} dans le programme, non {type}. Écrivez {key.Type}."));
            else if (labels.Exists(l => l.Key == key))
                problems.Add(line.Problem($"la règle « {name} » figure deux fois. Supprimez une des deux lignes."));
            else if (line.Cells[2].Length == 0 || line.Cells[3].Length == 0)
                problems.Add(line.Problem($"la règle « {name} » n’a pas de rubrique ou de libellé. Donnez les deux."));
            else
                labels.Add(new RuleLabel(key, line.Cells[2], line.Cells[3]));
        }
        problems.AddRange(RuleKeys.All.Except(labels.Select(l => l.Key)).Where(key => !lines.Any(l => l.Cells[0] == key.Name))
            .Select(key => $"{RuleBookReader.Keys} : la règle « {key.Name} » manque. Ajoutez sa ligne, de type {key.Type}."));
        return labels;
    }

    public static List<RuleEntry> Entries(
        IReadOnlyList<RuleLine> lines, IReadOnlyDictionary<string, string> references, List<string> problems)
    {
        var entries = new List<(RuleEntry Entry, RuleLine Line)>();
        foreach (var line in lines)
        {
            if (Entry(line, references, problems) is { } entry)
                entries.Add((entry, line));
        }
        foreach (var key in RuleKeys.All)
        {
            // A line that could not be read is a problem of its own, not a gap.
            if (lines.Count(l => l.Cells[0] == key.Name) == entries.Count(e => e.Entry.Key == key))
                CheckDays(key, [.. entries.Where(e => e.Entry.Key == key).OrderBy(e => e.Entry.From)], problems);
        }
        return [.. entries.Select(e => e.Entry)];
    }

    private static RuleEntry? Entry(RuleLine line, IReadOnlyDictionary<string, string> references, List<string> problems)
    {
        var count = problems.Count;
        var cells = line.Cells;
        if (!RuleKeys.ByName.TryGetValue(cells[0], out var key))
            problems.Add(line.Problem(
                $"la règle « {cells[0]} » n’est pas connue. Corrigez son nom : {RuleBookReader.Keys} les donne toutes."));
        if (!Day(cells[1], out var from))
            problems.Add(line.Problem($"from « {cells[1]} » n’est pas une date. Écrivez-la comme 2026-04-02."));
        DateOnly? to = null;
        if (cells[2].Length > 0)
        {
            if (Day(cells[2], out var last))
                to = last;
            else
                problems.Add(line.Problem($"to « {cells[2]} » n’est pas une date. Écrivez-la comme 2026-04-01, ou laissez la case vide."));
        }
        if (to < from)
            problems.Add(line.Problem($"to ({cells[2]}) vient avant from ({cells[1]}). Corrigez l’une des deux dates."));
        var named = cells[4].Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0)
            problems.Add(line.Problem("la référence manque. Nommez l’article ou le texte."));
        foreach (var unknown in named.Where(name => !references.ContainsKey(name)))
            problems.Add(line.Problem(
                $"la référence « {unknown} » n’est pas connue. Corrigez-la, ou ajoutez-la à {RuleBookReader.References}."));
        if (!Bases.Contains(cells[5]))
            problems.Add(line.Problem($"basis « {cells[5]} » n’est pas connu. Écrivez {string.Join(", ", Bases)}."));
        if (cells[6] is not ("A" or "B" or "C" or "D"))
            problems.Add(line.Problem($"confidence « {cells[6]} » n’est pas connue. Écrivez A, B, C ou D."));
        if (key is null || problems.Count > count)
            return null;
        try
        {
            return new RuleEntry(key, from, to, cells[3], named, cells[5], cells[6][0], cells[7]);
        }
        catch (FormatException failure)
        {
            problems.Add(line.Problem($"la valeur « {cells[3]} » de {key.Name} ne convient pas : {failure.Message}."));
            return null;
        }
    }

    private static void CheckDays(RuleKey key, List<(RuleEntry Entry, RuleLine Line)> history, List<string> problems)
    {
        if (history.Count == 0)
        {
            problems.Add($"{RuleBookReader.Rules} : la règle « {key.Name} » n’a aucune ligne. Ajoutez-en une, de type {key.Type}.");
            return;
        }
        if (history[0].Entry.From != RuleBook.Begins)
            problems.Add(history[0].Line.Problem(
                $"l’histoire de « {key.Name} » doit commencer le {RuleBook.Begins:yyyy-MM-dd}. Ajoutez une ligne pour le temps d’avant."));
        for (var i = 1; i < history.Count; i++)
        {
            var (before, after) = (history[i - 1].Entry, history[i]);
            if (before.To is not { } to || to >= after.Entry.From)
                problems.Add(after.Line.Problem($"« {key.Name} » aurait deux valeurs le {after.Entry.From:yyyy-MM-dd}. Finissez la ligne {history[i - 1].Line.Number} (to) le {after.Entry.From.AddDays(-1):yyyy-MM-dd}."));
            else if (to.AddDays(1) < after.Entry.From)
                problems.Add(after.Line.Problem($"« {key.Name} » n’a pas de valeur du {to.AddDays(1):yyyy-MM-dd} au {after.Entry.From.AddDays(-1):yyyy-MM-dd}. Comblez ce trou."));
        }
        if (history[^1].Entry.To is not null)
            problems.Add(history[^1].Line.Problem($"« {key.Name} » n’a plus de valeur après le {history[^1].Entry.To:yyyy-MM-dd}. Laissez to vide, ou ajoutez la ligne suivante."));
    }

    private static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
