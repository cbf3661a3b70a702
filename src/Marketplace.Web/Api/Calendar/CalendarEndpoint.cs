using System.Globalization;
using Marketplace.Money.Calendar;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Calendar;

/// <summary><c>/api/v1/calendar/…</c>: the public holidays and working days that delays use.</summary>
public static class CalendarEndpoint
{
    public const int MaxDays = 1_000;

    /// <summary><c>GET /api/v1/calendar/{year}?zone=</c>.</summary>
    public static IResult Year(string year, HttpRequest request)
    {
        var problems = Unknown(request, "zone");
        var zone = Zone(request, problems);
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < Holidays.FirstYear or > Holidays.LastYear)
            problems.Add(new ParameterProblem("year", $"Une année de {Holidays.FirstYear} à {Holidays.LastYear} est attendue."));
        return problems.Count > 0 ? ApiProblem.Parameters(problems) : Results.Json(Holidays.Of(number, zone), ApiJson.Options);
    }

    /// <summary><c>GET /api/v1/calendar/working-days?from=&amp;days=&amp;zone=</c>.</summary>
    public static IResult End(HttpRequest request)
    {
        var problems = Unknown(request, "zone", "from", "days");
        var zone = Zone(request, problems);
        var query = request.Query;
        if (query["from"].Count != 1
            || !DateOnly.TryParseExact(query["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || from.Year is < Holidays.FirstYear or > Holidays.LastYear)
        {
            problems.Add(new ParameterProblem(
                "from", $"Une date de {Holidays.FirstYear} à {Holidays.LastYear} est attendue, comme 2026-12-24."));
            from = default;
        }
        if (query["days"].Count != 1 || !int.TryParse(query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            || days > MaxDays)
        {
            problems.Add(new ParameterProblem("days", $"Un nombre entier de 0 à {MaxDays} est attendu."));
            days = 0;
        }
        if (problems.Count > 0)
            return ApiProblem.Parameters(problems);
        try
        {
            return Results.Json(new WorkingDaysResponse(WorkingDays.Of(zone).Add(from, days)), ApiJson.Options);
        }
        catch (ArgumentOutOfRangeException)
        {
            return ApiProblem.Parameters([new ParameterProblem("days", $"Ce délai finit après {Holidays.LastYear}.")]);
        }
    }

    private static List<ParameterProblem> Unknown(HttpRequest request, params string[] known) =>
        [.. request.Query.Keys.Except(known).Select(ActionsEndpoint.UnknownParameter)];

    private static HolidayZone Zone(HttpRequest request, List<ParameterProblem> problems)
    {
        var given = request.Query["zone"];
        if (given.Count == 0)
            return HolidayZone.Metropole;
        if (given.Count == 1 && HolidayZones.ByName.TryGetValue(given[0]!, out var zone))
            return zone;
        problems.Add(new ParameterProblem(
            "zone", $"L’une de ces zones est attendue : {string.Join(", ", HolidayZones.ByName.Keys.Order(StringComparer.Ordinal))}."));
        return default;
    }
}

/// <param name="Date">The day on which the delay ends.</param>
public sealed record WorkingDaysResponse(DateOnly Date);
