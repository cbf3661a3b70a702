using System.Globalization;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>The field of a column: which partial shows it, and what it holds as the column writes it.</summary>
public sealed class DraftField
{
    private const int MostHtml = 8_000;

    private readonly Func<string> text;
    private readonly string before;

    private DraftField(SheetColumn column, string before, Field field, string partial, Func<string> text) =>
        (Name, this.before, Field, Partial, this.text) = (column.Name, before, field, "fields/" + partial, text);

    public string Name { get; }
    public Field Field { get; }

    /// <summary>Below <c>partials</c>.</summary>
    public string Partial { get; }

    /// <summary>Numbers that are the same stay as they were written: « 20,0 » is no change of « 20 ».</summary>
    public string Text => Same(text(), before) ? before : text();

    /// <param name="typed">What the draft holds.</param>
    /// <param name="optional">Whatever the column says: something else stands in for it.</param>
    public static DraftField Of(SheetColumn column, string typed, bool optional)
    {
        var (name, label) = (column.Name, column.Label);
        var required = !optional && (column.Need == SheetNeed.Required || FieldWords.IsUsual(column));
        var hint = FieldWords.Hint(column);
        var answers = FieldWords.Answers(column);
        if (column.Format == SheetFormat.Codes && answers.Count > 0)
        {
            var codes = new ChoicesField(name, label, Choice.Of(answers))
            {
                Required = false, Hint = hint, Ticked = typed.Split([' ', '|', ',', ';'], StringSplitOptions.RemoveEmptyEntries),
            };
            return new(column, typed, codes, "checkboxes", () => string.Join(" | ", codes.Ticked));
        }
        if (answers.Count > 0)
        {
            var chosen = answers.Select(a => a.Key).FirstOrDefault(key => Same(key, typed)) ?? typed;
            var choice = new DraftChoice(name, label, answers, column.Format == SheetFormat.YesNo && required)
            {
                Required = required, Hint = hint, Typed = chosen, Blank = column.Format == SheetFormat.YesNo && required ? null : "Choisir",
            };
            return new(column, typed, choice, choice.AsRadios ? "radios" : "select", () => choice.Value);
        }
        if (column.Format == SheetFormat.Html)
        {
            var area = new TextAreaField(name, label, _ => null)
            {
                Required = required, Hint = hint, Typed = typed, MaxLength = MostHtml, MostRead = 4 * MostHtml,
                Rows = column.Hint.Contains("3 000", StringComparison.Ordinal) ? 8 : 3,
            };
            return new(column, typed, area, "textarea", () => area.Typed);
        }
        if (column.Format == SheetFormat.Date)
        {
            var day = new DraftDay(name, label) { Required = required, Hint = hint, Typed = typed };
            return new(column, typed, day, "input", () => day.Text);
        }
        var input = new TextField(name, label, _ => null)
        {
            Required = required, Hint = hint, Typed = typed, MaxLength = column.Format == SheetFormat.Codes ? 2_000 : 500,
            InputMode = column.Format switch
            {
                SheetFormat.Amount => "decimal",
                SheetFormat.WholeNumber or SheetFormat.Postcode => "numeric",
                SheetFormat.Phone => "tel",
                _ => null,
            },
            Type = column.Format switch { SheetFormat.Email => "email", SheetFormat.Phone => "tel", _ => "text" },
        };
        return new(column, typed, input, "input", () => input.Typed);
    }

    private static bool Same(string one, string other) => one == other || (Number(one) is { } number && number == Number(other));

    private static decimal? Number(string text) => decimal.TryParse(
        text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One of a few answers, or none yet.</summary>
public sealed class DraftChoice(string name, string label, IEnumerable<KeyValuePair<string, string>> answers, bool asRadios)
    : ChoiceField(name, label, Choice.Of(answers))
{
    public bool AsRadios => asRadios;

    /// <inheritdoc/>
    public override string Target => asRadios ? $"{Id}-{Choices[0].Value}" : Id;

    internal override void Read(PostedForm posted) => Typed = posted.Text(Name, 100);
}

/// <summary>A day as date fields send it, or as people type it; kept as it was typed when it is none.</summary>
public sealed class DraftDay : TextField
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "d/M/yyyy"];

    public DraftDay(string name, string label) : base(name, label, _ => null) => (Type, MaxLength) = ("date", 30);

    /// <inheritdoc/>
    public override string Kept => Day(Typed) is { } day ? day.ToString("O", CultureInfo.InvariantCulture) : Typed;

    /// <summary>As the column writes it.</summary>
    public string Text => Written(Typed);

    /// <summary>A day as columns write it; as it is when it is none.</summary>
    internal static string Written(string typed) => Day(typed) is { } day ? DraftFields.Day(day) : typed;

    /// <summary>A day as date fields want it; as it is when it is none.</summary>
    internal static string ForInput(string typed) => Day(typed) is { } day ? day.ToString("O", CultureInfo.InvariantCulture) : typed;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
