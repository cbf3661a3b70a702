using System.Globalization;

namespace Marketplace.Money.Regulation;

/// <summary>The types that rules have, with how each is written in rules.csv.</summary>
public static class RuleType
{
    /// <summary>The text for « there is none », where a rule may be absent.</summary>
    public const string None = "none";

    /// <summary>Euros and cents with a point, <c>102.23</c>; read as cents.</summary>
    public static RuleKey<long> Amount(string name) => new(name, "amount", Cents);

    /// <summary>As <see cref="Amount"/>, or <c>none</c>.</summary>
    public static RuleKey<long?> OptionalAmount(string name) => new(name, "optional-amount", text => text == None ? null : Cents(text));

    /// <summary><c>25%</c>; read as a share.</summary>
    public static RuleKey<decimal> Percentage(string name) => new(name, "percentage", Share);

    public static RuleKey<Delay> Delay(string name) => new(name, "delay", Regulation.Delay.Parse);

    public static RuleKey<Delay?> OptionalDelay(string name) =>
        new(name, "optional-delay", text => text == None ? null : Regulation.Delay.Parse(text));

    /// <summary>A whole number, zero or more.</summary>
    public static RuleKey<int> Count(string name) => new(name, "count", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : throw new FormatException("un nombre entier est attendu"));

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public static RuleKey<bool> Flag(string name) => new(name, "flag", text => text switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException("yes ou no est attendu"),
    });

    /// <summary>One of a few words: the readings that the code knows.</summary>
    public static RuleKey<string> Choice(string name, string[] words) => new(name, "choice", text =>
        words.Contains(text) ? text : throw new FormatException($"l’un de ces mots est attendu : {string.Join(", ", words)}"));

    /// <summary>Some of the known words, separated by <c>|</c>; <c>none</c> for the empty set.</summary>
    public static RuleKey<IReadOnlyList<string>> Set(string name, IReadOnlyList<string> words) => new(name, "set", text =>
        text == None ? [] : Words(text, words));

    /// <summary>All of the known words, separated by <c>|</c>, each once.</summary>
    public static RuleKey<IReadOnlyList<string>> Order(string name, IReadOnlyList<string> words) => new(name, "order", text =>
        Words(text, words) is var order && order.Count == words.Count
            ? order
            : throw new FormatException($"il manque {string.Join(", ", words.Except(Words(text, words)))}"));

    /// <summary><c>06-30</c>.</summary>
    public static RuleKey<YearlyDay> YearlyDay(string name) => new(name, "yearly-day", Regulation.YearlyDay.Parse);

    /// <summary><c>2021-06-30</c>.</summary>
    public static RuleKey<DateOnly> Date(string name) => new(name, "date", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new FormatException("une date est attendue, par exemple « 2021-06-30 »"));

    public static RuleKey<string> Text(string name) => new(name, "text", text => text);

    private static long Cents(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros)
            && euros * 100 == decimal.Truncate(euros * 100)
            ? (long)(euros * 100)
            : throw new FormatException("un montant en euros est attendu, avec un point et deux décimales au plus, par exemple « 102.23 »");

    private static decimal Share(string text) =>
        text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? percent / 100
            : throw new FormatException("un pourcentage est attendu, par exemple « 25% »");

    private static IReadOnlyList<string> Words(string text, IReadOnlyList<string> known)
    {
        var words = text.Split('|');
        if (words.FirstOrDefault(word => !known.Contains(word)) is { } unknown)
            throw new FormatException($"« {unknown} » n’est pas connu ici ; les mots possibles sont {string.Join(", ", known)}");
        return words.Distinct().Count() == words.Length ? words : throw new FormatException("un mot y figure deux fois");
    }
}
