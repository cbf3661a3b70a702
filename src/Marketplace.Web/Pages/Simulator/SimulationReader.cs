using System.Globalization;
using System.Text.Json;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>Reads the body of a simulation by hand: each mistake is named with the way to mend it.</summary>
internal sealed class SimulationReader(DateOnly today)
{
    public const long MaxCents = 100_000_000;
    public const int MaxSources = 50;

    private static readonly string[] Known = ["on", "priceCents", "offer", "status", "annualRightsCents", "dotations", "topUps"];
    private readonly List<ParameterProblem> _problems = [];

    public IReadOnlyList<ParameterProblem> Problems => _problems;

    /// <summary>Null: <see cref="Problems"/> say why.</summary>
    public FundingRequest? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            Add("body", "Un objet JSON est attendu.");
            return null;
        }
        foreach (var property in body.EnumerateObject().Where(p => !Known.Contains(p.Name)))
            Add(property.Name.Length <= 60 ? property.Name : property.Name[..60], "Valeur inconnue.");
        var request = new FundingRequest(
            Day(body), Cents(body, "priceCents", "priceCents", 1), Word(body, "offer", FundingWords.Caps.Keys),
            Word(body, "status", FundingWords.Statuses),
            Cents(body, "annualRightsCents", "annualRightsCents", 0), Sources(body, "dotations", RuleWords.Dotations),
            Sources(body, "topUps", RuleWords.TopUps));
        return _problems.Count == 0 ? request : null;
    }

    private DateOnly Day(JsonElement body)
    {
        if (Missing(body, "on", out var value))
            return today;
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= RuleBook.Begins && day.Year <= Holidays.LastYear)
            return day;
        Add("on", $"Une date du {RuleBook.Begins:yyyy-MM-dd} au {Holidays.LastYear}-12-31 est attendue, comme 2026-05-13.");
        return today;
    }

    private long Cents(JsonElement owner, string property, string path, long least)
    {
        if (owner.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var cents)
            && cents >= least && cents <= MaxCents)
            return cents;
        Add(path, $"Un nombre entier de centimes, de {least} à {MaxCents}, est attendu.");
        return least;
    }

    private string Word(JsonElement owner, string property, IEnumerable<string> words, string? path = null)
    {
        if (owner.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } word
            && words.Contains(word))
            return word;
        Add(path ?? property, $"L’un de ces mots est attendu : {string.Join(", ", words)}.");
        return "";
    }

    private List<FundingSource> Sources(JsonElement body, string property, IReadOnlyList<string> kinds)
    {
        var sources = new List<FundingSource>();
        if (Missing(body, property, out var list))
            return sources;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxSources)
        {
            Add(property, $"Une liste de {MaxSources} éléments au plus est attendue.");
            return sources;
        }
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var path = $"{property}[{index}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                Add(path, "Un objet avec kind et amountCents est attendu.");
                continue;
            }
            foreach (var unknown in item.EnumerateObject().Where(p => p.Name is not ("kind" or "amountCents")))
                Add($"{path}.{(unknown.Name.Length <= 60 ? unknown.Name : unknown.Name[..60])}", "Valeur inconnue.");
            sources.Add(new FundingSource(Word(item, "kind", kinds, $"{path}.kind"), Cents(item, "amountCents", $"{path}.amountCents", 1)));
        }
        return sources;
    }

    /// <summary>Absent and null are the same: not given.</summary>
    private static bool Missing(JsonElement body, string property, out JsonElement value) =>
        !body.TryGetProperty(property, out value) || value.ValueKind == JsonValueKind.Null;

    private void Add(string name, string text) => _problems.Add(new ParameterProblem(name, text));
}
