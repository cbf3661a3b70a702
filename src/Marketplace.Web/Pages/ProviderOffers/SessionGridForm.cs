using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>The rows of a page of the grid; every mistake names its row.</summary>
public sealed class SessionGridForm(IReadOnlyList<SessionRow> rows) : Form
{
    public IReadOnlyList<SessionRow> Rows => rows;

    /// <summary>For the summary of mistakes.</summary>
    public IReadOnlyList<Field> Cells => [.. rows.SelectMany(row => row.Cells)];

    /// <summary>Puts each finding at its row: in the cell that it is about, or in the row's first cell.</summary>
    public void Show(IReadOnlyList<DraftFinding> findings)
    {
        var elsewhere = 0;
        foreach (var finding in findings.Where(f => f.Blocks))
        {
            var text = finding.Basis is { } basis ? $"{finding.Text} ({basis})" : finding.Text;
            if (rows.FirstOrDefault(row => row.Index == finding.Session) is not { } row)
                elsewhere++;
            else if (row.Cell(finding.Column) is { } cell)
                cell.Refuse(text);
            else
                row.Start.Refuse(finding.Column is null ? text : $"{text} Corrigez-le dans le détail de la session.");
        }
        if (elsewhere > 0)
            Refuse(elsewhere == 1
                ? "Une erreur est sur une autre page de la grille." : $"{elsewhere} erreurs sont sur d’autres pages de la grille.");
    }
}

/// <summary>A session in the grid.</summary>
/// <param name="session">Of the draft.</param>
/// <param name="index">Its place in the action.</param>
/// <param name="href">Its own form.</param>
public sealed class SessionRow(DraftSession session, int index, string href)
{
    public int Index => index;
    public Guid Key => session.Key;
    public string Number => session.Number;
    public string Href => href;

    /// <summary>Before the names of its cells.</summary>
    public string Prefix => PrefixOf(index);

    /// <summary>As people count.</summary>
    public int Line => index + 1;

    public TextField Start { get; } = Day(index, "debut", "premier jour", session.Fields.GetValueOrDefault("debut", ""));
    public TextField End { get; } = Day(index, "fin", "dernier jour", session.Fields.GetValueOrDefault("fin", ""));

    public TextField Seats { get; } = new(PrefixOf(index) + "places", $"Ligne {index + 1}, places", _ => null)
    {
        Required = false, Typed = session.Fields.GetValueOrDefault(DraftFields.Seats, ""), InputMode = "numeric", MaxLength = 30,
    };

    /// <summary>Those that can be wrong.</summary>
    public IReadOnlyList<TextField> Cells => [Start, End, Seats];

    /// <summary>What is ticked or not.</summary>
    public IReadOnlyList<GridBox> Boxes =>
    [
        new(Prefix + "garantie", $"Ligne {Line}, garantie", session.Fields.GetValueOrDefault("garantie") == "1"),
        new(Prefix + "ouverte", $"Ligne {Line}, ouverte", session.Fields.GetValueOrDefault("etat-recrutement") == "1"),
        new(Prefix + "dupliquer", $"Dupliquer la ligne {Line}", false),
        new(Prefix + "retirer", $"Retirer la ligne {Line}", false),
    ];

    /// <summary>The cell of a column; null: it is not in the grid.</summary>
    public TextField? Cell(string? column) => column switch
    {
        "debut" => Start,
        "fin" => End,
        DraftFields.Seats => Seats,
        _ => null,
    };

    internal static string PrefixOf(int index) => FormattableString.Invariant($"s{index}-");

    private static DraftDay Day(int index, string name, string label, string typed) =>
        new(PrefixOf(index) + name, $"Ligne {index + 1}, {label}") { Required = false, Typed = typed };
}

/// <summary>A box of a row; model of <c>partials/grid-box</c>.</summary>
public sealed record GridBox(string Name, string Label, bool Ticked);
