using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Money.Regulation;

/// <summary>All rules as they stand on a day: from one change of law to the next they are the same object.</summary>
public sealed class RulesInForce
{
    private readonly RuleEntry[] _entries;

    /// <param name="entries">One for each key, in the order of <see cref="RuleKeys.All"/>.</param>
    internal RulesInForce(RuleEntry[] entries)
    {
        _entries = entries;
        Since = entries.Max(entry => entry.From);
        var content = string.Join('\n', entries.OrderBy(e => e.Key.Name, StringComparer.Ordinal)
            .Select(e => $"{e.Key.Name}={e.Text};{e.From:yyyy-MM-dd}"));
        Stamp = Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "."
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
    }

    /// <summary>
    /// Names these very rules, such as <c>2026-04-02.3f9a1c02be11</c>: the day of the last change and a hash of all keys,
    /// values and days. Two books that agree about a day give it the same stamp.
    /// </summary>
    public string Stamp { get; }

    /// <summary>Day of the last change.</summary>
    public DateOnly Since { get; }

    /// <summary>In the order of <see cref="RuleKeys.All"/>.</summary>
    public IReadOnlyList<RuleEntry> Entries => _entries;

    /// <summary>The value of a rule.</summary>
    public T Get<T>(RuleKey<T> key) => (T)_entries[key.Index].Value!;

    /// <summary>The whole line, to explain a value.</summary>
    public RuleEntry Entry(RuleKey key) => _entries[key.Index];
}
