using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Platform.Backup;

/// <summary>The objects that a dump contains, each as pg_restore lists it, such as <c>TABLE public account</c>.</summary>
internal sealed partial record DumpContents(IReadOnlySet<string> Objects)
{
    /// <summary>More months than this are no log of ours.</summary>
    private const int MostMonths = 1200;

    /// <summary>Reads pg_restore's list: number, two ids, what it is, schema, name, owner. The owner does not count.</summary>
    public static DumpContents Parse(string list) => new(
        list.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(match => match.Groups["object"].Value)
            .ToHashSet(StringComparer.Ordinal));

    /// <summary>Months that the access log has a partition of; which ones depends on the age of the installation.</summary>
    public IReadOnlyList<DateOnly> LogMonths() =>
    [
        .. Objects.Select(text => LogMonth().Match(text)).Where(match => match.Success)
            .Select(match => DateOnly.TryParseExact(
                match.Groups["month"].Value + "01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month
                : default)
            .Where(month => month.Year >= 2000).Take(MostMonths),
    ];

    /// <summary>What is in here and not in a list of what may be.</summary>
    public IReadOnlyList<string> Beyond(DumpContents allowed) => [.. Objects.Except(allowed.Objects).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\A\d+; \d+ \d+ (?<object>.+) \S*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(@"\ATABLE public access_log_(?<month>[0-9]{6})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LogMonth();
}
