using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Platform.Decisions;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Decisions;

/// <summary>
/// What a form that decides shows: the version that its command compares, and the facts by which a page can tell what
/// changed. The form carries it in a hidden field; model of <c>partials/shown</c>.
/// </summary>
/// <param name="Version">Of <see cref="StateVersion"/>.</param>
/// <param name="Facts">As the page words them. Who forges them only misleads themselves: they decide nothing.</param>
public sealed record Shown(string Version, IReadOnlyList<FactRow> Facts)
{
    private const string Field = "vu";
    private const int MaxLength = 16_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For the hidden field.</summary>
    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Json);

    /// <summary>What the form says its sender saw; without it they saw nothing, which no command takes.</summary>
    public static Shown Of(PostedForm form)
    {
        try
        {
            return JsonSerializer.Deserialize<Shown>(form.Text(Field, MaxLength)) is { Version: not null, Facts: not null } shown
                && shown.Facts.All(f => f is { Label: not null, Value: not null })
                ? shown : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    /// <summary>Facts that are not as they were shown.</summary>
    /// <param name="now">The facts of this moment.</param>
    public IReadOnlyList<ChangeRow> ChangesTo(IReadOnlyList<FactRow> now) =>
    [
        .. from label in Facts.Select(f => f.Label).Union(now.Select(f => f.Label))
           let before = Value(Facts, label)
           let after = Value(now, label)
           where before != after
           select new ChangeRow(label, before, after),
    ];

    /// <summary>The same without other facts, where they may not be compared any more.</summary>
    public Shown OnlyOf(string label) => this with { Facts = [.. Facts.Where(f => f.Label == label)] };

    private static Shown Nothing { get; } = new(StateVersion.None, []);

    private static string? Value(IReadOnlyList<FactRow> facts, string label) => facts.FirstOrDefault(f => f.Label == label)?.Value;
}

/// <param name="Before">Null: it was not shown.</param>
/// <param name="Now">Null: there is no such thing any more.</param>
public sealed record ChangeRow(string Label, string? Before, string? Now);
