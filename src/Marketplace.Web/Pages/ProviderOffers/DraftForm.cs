using Marketplace.Exchange.Sheets.Columns;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>
/// A part of a draft as a form: one field for each of its columns. It takes whatever was typed, because a draft may be incomplete;
/// what is wrong is what <see cref="DraftCheck"/> says of the draft, put beside the field that it is about.
/// </summary>
public sealed class DraftForm : Form
{
    private readonly IReadOnlyList<DraftField> fields;

    /// <param name="typed">What the draft holds.</param>
    public DraftForm(IReadOnlyList<FieldGroup> groups, Dictionary<string, string> typed)
    {
        Sections = [.. groups.Select(group => new DraftSection(group.Title, group.Hint,
            [.. group.Columns.Select(
            name => DraftField.Of(SheetColumns.Named(name), typed.GetValueOrDefault(name, ""), group.Optional))]))];
        fields = [.. Sections.SelectMany(section => section.Fields)];
    }

    public IReadOnlyList<DraftSection> Sections { get; }

    /// <summary>For the summary of mistakes.</summary>
    public IReadOnlyList<Field> All => [.. fields.Select(entry => entry.Field)];

    /// <summary>What does not stand against publishing, and is worth a word.</summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>What was typed, by column; as it was where the same is only written otherwise.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts => fields.Select(entry => KeyValuePair.Create(entry.Name, entry.Text));

    /// <summary>Puts what is wrong beside its field.</summary>
    public void Show(IEnumerable<DraftFinding> findings)
    {
        var (others, remarks) = (new List<string>(), new List<string>());
        foreach (var finding in findings)
        {
            var text = finding.Basis is { } basis ? $"{finding.Text} ({basis})" : finding.Text;
            if (!finding.Blocks)
                remarks.Add(text);
            else if (fields.FirstOrDefault(field => field.Name == finding.Column) is { } field)
                field.Field.Refuse(text);
            else
                others.Add(text);
        }
        Remarks = remarks;
        if (others.Count > 0)
            Refuse(string.Join(" ", others));
    }
}

/// <summary>Fields under one heading.</summary>
public sealed record DraftSection(string Title, string? Hint, IReadOnlyList<DraftField> Fields);
