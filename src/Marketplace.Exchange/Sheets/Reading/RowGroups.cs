using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>
/// Puts rows together to actions and formations, wherever in the file they stand, and finds those that contradict each other.
/// Keeps marks of the repeated values, not the values.
/// </summary>
internal sealed class RowGroups(Func<int, int> lineOf)
{
    /// <summary>Contradictions told of one formation or action.</summary>
    private const int Told = 100;

    private static readonly int[] OfFormation = Indexes(ItemLevel.Formation), OfAction = Indexes(ItemLevel.Action),
        OfSession = Indexes(ItemLevel.Session);

    private static readonly int Siret = Index("SIRET"), FormationNumber = Index("formation-numero"), ActionNumber = Index("action-numero");

    private readonly Dictionary<string, Known> known = [];

    private sealed record Known(FormationRows Rows, int[] Marks, Dictionary<string, (ActionRows Rows, int[] Marks)> Actions);

    /// <summary>In the order of their first rows.</summary>
    public List<FormationRows> Formations { get; } = [];

    public void Add(SheetRow row)
    {
        if (row.Values[FormationNumber] is not { } number || !known.TryGetValue(number, out var formation))
        {
            formation = new(new FormationRows(row.Ordinal), Marks(row, OfFormation), []);
            Formations.Add(formation.Rows);
            // A row without number is a formation of its own: nothing says to which it belongs.
            if (row.Values[FormationNumber] is { } given)
                known[given] = formation;
        }
        else
            Compare(row, OfFormation, formation.Marks, formation.Rows.First, formation.Rows.Findings, "formation");
        AddAction(row, formation.Rows, formation.Actions);
    }

    private void AddAction(SheetRow row, FormationRows formation, Dictionary<string, (ActionRows Rows, int[] Marks)> actions)
    {
        var hasSession = Has(row, OfSession);
        if (!hasSession && !Has(row, OfAction))
            return;
        if (row.Values[ActionNumber] is not { } number || !actions.TryGetValue(number, out var action))
        {
            action = (new ActionRows(row.Ordinal), Marks(row, OfAction));
            formation.Actions.Add(action.Rows);
            if (row.Values[ActionNumber] is { } given)
                actions[given] = action;
        }
        else
            Compare(row, OfAction, action.Marks, action.Rows.First, action.Rows.Findings, "action");
        if (hasSession)
            action.Rows.Sessions.Add(row.Ordinal);
    }

    private void Compare(SheetRow row, int[] columns, int[] marks, int first, List<CellFinding> findings, string of)
    {
        for (var i = 0; i < columns.Length && findings.Count < Told; i++)
        {
            if (Mark(row, columns[i]) == marks[i])
                continue;
            var name = SheetColumns.All[columns[i]].Name;
            findings.Add(columns[i] == Siret && row.Values[Siret] is not null
                ? new(row.Ordinal, Siret, ImportCodes.MixedSirets, $"Le SIRET n'est pas celui de la ligne {lineOf(first)}.")
                : new(row.Ordinal, columns[i], ImportCodes.Contradiction,
                    $"« {name} » n'a pas la même valeur à la ligne {lineOf(row.Ordinal)} qu'à la ligne {lineOf(first)}, pour la même {of}."));
        }
    }

    private static int[] Marks(SheetRow row, int[] columns) => Array.ConvertAll(columns, c => Mark(row, c));

    private static int Mark(SheetRow row, int column) => row.Values[column] is { } value ? HashCode.Combine(value, value.Length) : 0;

    private static bool Has(SheetRow row, int[] columns) => Array.Exists(columns, c => row.Values[c] is not null);

    private static int[] Indexes(ItemLevel level) => [.. SheetColumns.All.Where(c => c.Level == level).Select(c => c.Index)];

    private static int Index(string name) => SheetColumns.Named(name).Index;
}
