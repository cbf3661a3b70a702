using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Web.Api.Development;

/// <summary>
/// How far the clock is moved: a duration of ISO 8601, whole numbers of years, months, weeks, days, hours, minutes and seconds.
/// </summary>
public sealed partial record ClockAdvance(int Months, TimeSpan Rest)
{
    /// <summary>Null: it is none, or nothing, or more than the clock ever goes.</summary>
    public static ClockAdvance? Parse(string? text)
    {
        if (text is null || text.Length > 60 || Iso().Match(text) is not { Success: true } match)
            return null;
        var months = Part("years") * 12 + Part("months");
        var days = Part("weeks") * 7 + Part("days");
        return months <= 600 && days <= 36_500 && (months > 0 || days + Part("hours") + Part("minutes") + Part("seconds") > 0)
            ? new((int)months, TimeSpan.FromDays(days) + TimeSpan.FromHours(Part("hours")) + TimeSpan.FromMinutes(Part("minutes"))
                + TimeSpan.FromSeconds(Part("seconds"))) : null;

        long Part(string name) => match.Groups[name] is { Success: true } group ? long.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>From a moment: months by the calendar, then the rest.</summary>
    public TimeSpan From(DateTimeOffset now) => now.AddMonths(Months) + Rest - now;

    [GeneratedRegex(@"^P(?=.)(?:(?<years>\d{1,4})Y)?(?:(?<months>\d{1,4})M)?(?:(?<weeks>\d{1,4})W)?(?:(?<days>\d{1,6})D)?(?:T(?=.)(?:(?<hours>\d{1,6})H)?(?:(?<minutes>\d{1,8})M)?(?:(?<seconds>\d{1,9})S)?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
