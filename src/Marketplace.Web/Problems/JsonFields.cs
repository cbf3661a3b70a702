using System.Globalization;
using System.Text.Json;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Problems;

/// <summary>Reads a JSON document by hand: each mistake is named with the way to mend it.</summary>
internal sealed class JsonFields
{
    private const int MostOfAName = 60;

    private readonly List<ParameterProblem> problems = [];

    public IReadOnlyList<ParameterProblem> Problems => problems;

    /// <param name="name">Path of the value, such as <c>order.lines[0].kind</c>.</param>
    public void Refuse(string name, string text) => problems.Add(new ParameterProblem(name, text));

    /// <summary>
    /// The document itself, or what <paramref name="path"/> names: false when it is no object. Unknown names are refused.
    /// </summary>
    /// <param name="path">Empty: the document.</param>
    public bool IsObject(JsonElement value, string path, params ReadOnlySpan<string> known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(path.Length == 0 ? "body" : path,
                path.Length == 0 ? "Un objet JSON est attendu." : $"Un objet avec {string.Join(", ", known)} est attendu.");
            return false;
        }
        foreach (var property in value.EnumerateObject())
            if (!known.Contains(property.Name))
                Refuse(Path(path, property.Name.Length <= MostOfAName ? property.Name : property.Name[..MostOfAName]), "Valeur inconnue.");
        return true;
    }

    /// <summary>Absent and null are the same: not given.</summary>
    public static bool IsMissing(JsonElement owner, string property, out JsonElement value) =>
        !owner.TryGetProperty(property, out value) || value.ValueKind == JsonValueKind.Null;

    /// <summary>A day of a span; its first day when it is refused.</summary>
    public DateOnly Day(JsonElement owner, string owns, string property, DateOnly first, DateOnly last)
    {
        if (owner.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= first && day <= last)
            return day;
        Refuse(Path(owns, property), $"Une date du {first:yyyy-MM-dd} au {last:yyyy-MM-dd} est attendue, comme 2026-05-13.");
        return first;
    }

    public long Cents(JsonElement owner, string owns, string property, long least, long most)
    {
        if (owner.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var cents)
            && cents >= least && cents <= most)
            return cents;
        Refuse(Path(owns, property), $"Un nombre entier de centimes, de {least} à {most}, est attendu.");
        return least;
    }

    /// <summary>One of a few words; empty when it is refused.</summary>
    public string Word(JsonElement owner, string owns, string property, IEnumerable<string> words)
    {
        if (owner.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } word
            && words.Contains(word))
            return word;
        Refuse(Path(owns, property), $"L’un de ces mots est attendu : {string.Join(", ", words)}.");
        return "";
    }

    /// <summary>A text; null when it is not given, or refused.</summary>
    public string? Text(JsonElement owner, string owns, string property, int most)
    {
        if (IsMissing(owner, property, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= most)
            return text.Trim() is { Length: > 0 } told ? told : null;
        Refuse(Path(owns, property), $"Un texte de {most} caractères au plus est attendu.");
        return null;
    }

    /// <summary>A whole number; null when it is not given, or refused.</summary>
    public int? Whole(JsonElement owner, string owns, string property, int least, int most)
    {
        if (IsMissing(owner, property, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Refuse(Path(owns, property), $"Un nombre entier de {least} à {most} est attendu.");
        return null;
    }

    /// <summary>False when it is not given, or refused.</summary>
    public bool Flag(JsonElement owner, string owns, string property)
    {
        if (!IsMissing(owner, property, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Refuse(Path(owns, property), "true ou false est attendu.");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>The elements of a list with their paths; none when it is refused.</summary>
    public IEnumerable<(JsonElement Item, string Path)> Items(JsonElement list, string path, int most)
    {
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= most)
            return list.EnumerateArray().Select((item, index) => (item, $"{path}[{index}]"));
        Refuse(path, $"Une liste de {most} éléments au plus est attendue.");
        return [];
    }

    private static string Path(string owns, string property) => owns.Length == 0 ? property : $"{owns}.{property}";
}
