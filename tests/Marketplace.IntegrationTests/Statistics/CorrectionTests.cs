using System.Text.Json;
using Marketplace.IntegrationTests.Access;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Statistics;

/// <summary>The past is corrected: facts follow, what was published does not.</summary>
public sealed class CorrectionTests(StatisticsApplication application) : IClassFixture<StatisticsApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_AfterLateCorrections_AreStillThoseOfPlainSql_AndARebuildGivesTheSameBytes()
    {
        using var analyst = await PersonBrowser.SignInAsync(application, "analyst:analyst");
        // Some hundred bookings change long after: another month, another price, cancelled, of another domain.
        await application.AsOwnerAsync("""
            UPDATE booking SET accepted_on = accepted_on - 120, price = price + 1000, domain = '326', state = CASE WHEN state = 'service-validated' THEN 'not-realised' ELSE state END
            WHERE accepted_on IS NOT NULL AND ('x' || right(id::text, 1))::bit(4)::int % 5 = 0 AND price % 3 = 0;
            INSERT INTO booking_event (booking_id, at, event, from_state, to_state, role)
                SELECT id, now(), 'never-began', state, state, 'program' FROM booking WHERE ('x' || right(id::text, 1))::bit(4)::int % 5 = 0
            """);
        // Events are read once no transaction older than theirs runs, in any database of the server.
        await Eventually.SeeAsync("events read", async () => (await application.Get<FactFeed>().RunAsync(Stop)).Events, read => read > 100);
        await AgreeAsync(analyst, "by=month,domain", "to_char(b.accepted_on, 'YYYY-MM') || ' ' || coalesce(left(b.domain, 3), '?')",
            "month", "domain");
        await AgreeAsync(analyst, "by=year,status", "to_char(b.accepted_on, 'YYYY') || ' ' || b.state", "year", "status");
        var before = await DigestAsync();
        await application.Get<FactFeed>().RebuildAsync(Stop);
        Assert.Equal(before, await DigestAsync());
        // Reading on, or again, changes nothing.
        await application.Get<FactFeed>().RunAsync(Stop);
        Assert.Equal(before, await DigestAsync());
        // What was published stays as it was; the correction comes with the next edition.
        Assert.Null(await application.Get<EditionPublishing>().PublishDueAsync(Stop));
        foreach (var row in (await application.AskAsync("measures=bookings&by=month")).GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty("bookings").ValueKind != JsonValueKind.Null))
            Assert.Equal(application.Months[row.GetProperty("month").GetString()!].Bookings, row.GetProperty("bookings").GetInt64());
    }

    private async Task AgreeAsync(PersonBrowser analyst, string by, string sql, params string[] names)
    {
        var naive = await application.NaiveAsync(sql);
        var rows = (await application.AskAsync($"measures=bookings,learners,amountCents,learnerCents,hours&{by}", analyst))
            .GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(naive.Keys.Order(StringComparer.Ordinal), rows.Select(Key).Order(StringComparer.Ordinal));
        foreach (var row in rows.Where(row => row.GetProperty("bookings").ValueKind != JsonValueKind.Null))
            Assert.Equal((naive[Key(row)].Bookings, naive[Key(row)].Learners, naive[Key(row)].Amount, naive[Key(row)].Learner,
                naive[Key(row)].Hours),
                (row.GetProperty("bookings").GetInt64(), row.GetProperty("learners").GetInt64(), row.GetProperty("amountCents").GetInt64(),
                row.GetProperty("learnerCents").GetInt64(), row.GetProperty("hours").GetInt64()));

        string Key(JsonElement row) => string.Join(' ', names.Select(name => row.GetProperty(name).GetString()));
    }

    private async Task<string> DigestAsync() => Assert.Single(await application.ReadAsync<string>(
        "SELECT encode(sha256(convert_to(string_agg(s::text, E'\\n' ORDER BY booking), 'UTF8')), 'hex') FROM statistics_booking s"));
}
