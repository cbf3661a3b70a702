using System.Collections.Frozen;
using Marketplace.Platform.Processes;

namespace Marketplace.People.Access;

/// <summary>
/// The one table of rights (<c>rights.csv</c> beside this file): action × role × relation. What is not in it is refused.
/// </summary>
public sealed class RightsTable
{
    private const string Header = "action;libellé;rôle;relation;motif;journal;fondement";
    private const int Columns = 7;

    private readonly FrozenDictionary<string, IReadOnlyList<Right>> _byAction;

    private RightsTable(IReadOnlyList<Right> rights)
    {
        All = rights;
        _byAction = rights.GroupBy(right => right.Action).ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<Right>)[.. group]);
    }

    /// <summary>The table that this program enforces.</summary>
    public static RightsTable Current { get; } = ReadEmbedded();

    /// <summary>What processes may name.</summary>
    public ProcessRights ForProcesses => new(Roles.Labels, Roles.Program, action => [.. Of(action).Select(right => right.Role)]);

    /// <summary>All lines, in the order of the file.</summary>
    public IReadOnlyList<Right> All { get; }

    /// <summary>The lines of an action.</summary>
    /// <exception cref="ArgumentException">The table does not know the action: a mistake in the code that asks.</exception>
    public IReadOnlyList<Right> Of(string action) =>
        _byAction.TryGetValue(action, out var rights)
            ? rights : throw new ArgumentException($"The table of rights has no action {action}.", nameof(action));

    /// <summary>Reads a table.</summary>
    /// <exception cref="FormatException">Names the line and what is wrong with it.</exception>
    public static RightsTable Read(TextReader text)
    {
        var rights = new List<Right>();
        var seen = new HashSet<(string, string)>();
        var number = 0;
        var headed = false;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!headed)
            {
                headed = line == Header ? true : throw new FormatException($"Line {number}: the header must be {Header}.");
                continue;
            }
            var right = Parse(line, number);
            if (!seen.Add((right.Action, right.Role)))
                throw new FormatException($"Line {number}: {right.Role} already has a line for {right.Action}.");
            if (rights.Find(r => r.Action == right.Action) is { } first && (first.Label, first.Logged) != (right.Label, right.Logged))
                throw new FormatException($"Line {number}: {right.Action} has another label or log elsewhere.");
            rights.Add(right);
        }
        return new RightsTable(rights);
    }

    private static Right Parse(string line, int number)
    {
        var cells = line.Split(';');
        if (cells.Length != Columns || cells.Any(string.IsNullOrWhiteSpace))
            throw new FormatException($"Line {number}: {Columns} filled columns are expected.");
        if (!Roles.Labels.ContainsKey(cells[2]))
            throw new FormatException($"Line {number}: the role {cells[2]} is not known.");
        var right = new Right(
            cells[0], cells[1], cells[2], RelationOf(cells[3], number), Flag(cells[4], number), Flag(cells[5], number), cells[6]);
        var fits = right.Relation switch
        {
            Relation.None => right.Role == Roles.Public,
            Relation.Mission => right.Role.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal),
            Relation.Organisation or Relation.Consent => Roles.OfOrganisation.Values.Any(roles => roles.Contains(right.Role)),
            _ => right.Role is Roles.Public or Roles.SignedIn or Roles.Holder or Roles.Professional,
        };
        return fits ? right : throw new FormatException($"Line {number}: the role {right.Role} cannot have the relation {cells[3]}.");
    }

    private static Relation RelationOf(string text, int number) => text switch
    {
        "aucune" => Relation.None,
        "soi" => Relation.Self,
        "organisation" => Relation.Organisation,
        "mission" => Relation.Mission,
        "accord" => Relation.Consent,
        _ => throw new FormatException($"Line {number}: the relation {text} is not known."),
    };

    private static bool Flag(string text, int number) => text switch
    {
        "oui" => true,
        "non" => false,
        _ => throw new FormatException($"Line {number}: oui or non is expected, not {text}."),
    };

    private static RightsTable ReadEmbedded()
    {
        using var stream = typeof(RightsTable).Assembly.GetManifestResourceStream("access/rights.csv")!;
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
