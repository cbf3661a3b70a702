using System.Text.Json;
using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Demo.History;
using Marketplace.IntegrationTests.Access;
using Marketplace.Platform.Time;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Statistics;

/// <summary>
/// A made-up past of some thousand dossiers, an edition of it with its files, and the naive figures of the day on which it came out.
/// </summary>
public sealed class StatisticsApplication : PeopleApplication
{
    public const int Bookings = 4_000;

    /// <summary>By the columns that the tests ask for, as plain SQL over the bookings counted them when the edition came out.</summary>
    public Dictionary<string, Naive> Domains { get; private set; } = [];

    public Dictionary<string, Naive> Departments { get; private set; } = [];

    public Dictionary<string, Naive> Months { get; private set; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    protected override async Task PrepareAsync()
    {
        await DemoCatalogue.AddAsync(
            Get<NpgsqlDataSource>(), Get<ReferenceDataStore>().Current, 250, 1, Get<TimeProvider>().Today(), null, Stop);
        Assert.Equal(Bookings, await Get<DemoHistory>().EnsureAsync(Bookings, 3, null, Stop));
        await Get<FactFeed>().RunAsync(Stop);
        await Get<OtherFacts>().RefreshAsync(Stop);
        Assert.NotNull(await Get<EditionPublishing>().PublishDueAsync(Stop));
        Assert.InRange(await Get<OpenDataEditions>().PublishDueAsync(Stop), 20, 40);
        Months = await NaiveAsync("to_char(b.accepted_on, 'YYYY-MM')");
        Domains = await NaiveAsync("to_char(b.accepted_on, 'YYYY-MM') || ' ' || coalesce(left(b.domain, 3), '?')");
        Departments = await NaiveAsync("""to_char(b.accepted_on, 'YYYY-"Q"Q') || ' ' || coalesce(p.department, '?')""");
    }

    /// <summary>Plain SQL over the bookings.</summary>
    public async Task<Dictionary<string, Naive>> NaiveAsync(string by, string where = "true") => (await ReadAsync<Naive>($"""
        SELECT {by} AS key, count(*) AS bookings, count(DISTINCT b.account_id) AS learners, sum(b.price)::bigint AS amount,
            sum((SELECT coalesce(sum(l.amount), 0) FROM booking_line l WHERE l.booking_id = b.id AND l.source IN ('learner', 'fixed-participation')))::bigint AS learner,
            sum(coalesce(b.hours, 0))::bigint AS hours
        FROM booking b LEFT JOIN place p ON p.insee = b.insee LEFT JOIN place r ON r.insee = b.residence
        WHERE b.accepted_on IS NOT NULL AND {where} GROUP BY 1
        """)).ToDictionary(row => row.Key ?? "?");

    public async Task<JsonElement> AskAsync(string query, PersonBrowser? browser = null)
    {
        using var visitor = browser is null ? PersonBrowser.Visitor(this) : null;
        using var answer = await (browser ?? visitor!).GetAsync("/api/v1/statistics?" + query);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}

/// <summary>A row of plain SQL.</summary>
public sealed record Naive
{
    public string? Key { get; init; }
    public long Bookings { get; init; }
    public long Learners { get; init; }
    public long Amount { get; init; }
    public long Learner { get; init; }
    public long Hours { get; init; }
}
