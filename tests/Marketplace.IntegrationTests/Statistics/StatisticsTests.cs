using System.Net;
using System.Text.Json;
using Marketplace.Demo.History;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Marketplace.Statistics.Editions;
using Xunit;

namespace Marketplace.IntegrationTests.Statistics;

/// <summary>Figures are those of the bookings; who asks gets what they may see; the past is sound.</summary>
public sealed class StatisticsTests(StatisticsApplication application) : IClassFixture<StatisticsApplication>
{
    private const string All = "measures=bookings,learners,amountCents,learnerCents,hours";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_KeepsTheLedgerGreen_AndIsMadeOnce()
    {
        Assert.All(await LedgerVerification.RunAsync(application.Database.Source, cancel: Stop), finding => Assert.Empty(finding.Examples));
        Assert.Equal(0, await application.Get<DemoHistory>().EnsureAsync(10, 1, null, Stop));
        Assert.Empty(await application.ReadAsync<long>("SELECT event_id FROM booking_document_due"));
    }

    [Theory]
    [InlineData("by=month", "Months")]
    [InlineData("by=month,domain", "Domains")]
    [InlineData("by=quarter,trainingDepartment", "Departments")]
    public async Task Public_ShownFigures_AreThoseOfPlainSql_AndTheRestIsNamed(string by, string expected)
    {
        var naive = expected switch { "Months" => application.Months, "Domains" => application.Domains, _ => application.Departments };
        var answer = await application.AskAsync($"{All}&{by}");
        var (shown, withheld) = (0, 0);
        foreach (var row in answer.GetProperty("rows").EnumerateArray())
        {
            var key = string.Join(' ', answer.GetProperty("by").EnumerateArray().Select(d => row.GetProperty(d.GetString()!).GetString()));
            var counted = naive.GetValueOrDefault(key.Replace("/?", "", StringComparison.Ordinal)) ?? new Naive();
            if (row.GetProperty("withheld").GetArrayLength() > 0)
            {
                withheld++;
                Assert.Equal(JsonValueKind.Null, row.GetProperty("bookings").ValueKind);
                continue;
            }
            shown++;
            Assert.Equal((counted.Bookings, counted.Learners, counted.Amount, counted.Learner, counted.Hours),
                (row.GetProperty("bookings").GetInt64(), row.GetProperty("learners").GetInt64(), row.GetProperty("amountCents").GetInt64(),
                row.GetProperty("learnerCents").GetInt64(), row.GetProperty("hours").GetInt64()));
            Assert.True(counted.Learners is 0 or >= StatisticsSettings.UsualK);
        }
        Assert.InRange(shown, 30, int.MaxValue);
        if (expected != "Months")
            Assert.NotEqual(0, withheld);
        Assert.Equal(11, answer.GetProperty("k").GetInt32());
    }

    [Theory]
    [InlineData("by=trainingDepartment,domain", HttpStatusCode.UnprocessableEntity, "Tables publiques")]
    [InlineData("by=certification", HttpStatusCode.UnprocessableEntity, "services d’études")]
    [InlineData("by=month,trainingDepartment", HttpStatusCode.UnprocessableEntity, "by=quarter")]
    [InlineData("by=quarter,residenceRegion&basis=entry", HttpStatusCode.UnprocessableEntity, "basis=entry")]
    [InlineData("by=month,domain&measures=bookings,learners,amountCents,learnerCents,hours&from=2024-01&couleur=bleu",
        HttpStatusCode.BadRequest, "couleur")]
    [InlineData("from=2026-13", HttpStatusCode.BadRequest, "2026-01")]
    [InlineData("by=month,year", HttpStatusCode.BadRequest, "Une seule période")]
    [InlineData("format=xml", HttpStatusCode.BadRequest, "csv")]
    public async Task Public_QuestionsBeyondTheFamily_AreRefusedWithWhatToAsk(string query, HttpStatusCode status, string said)
    {
        using var visitor = PersonBrowser.Visitor(application);
        using var answer = await visitor.GetAsync("/api/v1/statistics?" + query);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.ToString());
    }

    [Fact]
    public async Task Public_Sums_AddUp_AcrossPeriodsFiltersAndBases()
    {
        var total = (await application.AskAsync("measures=bookings,learners&from=2025-01&to=2025-12")).GetProperty("total");
        var months = await application.AskAsync("measures=bookings&by=month&from=2025-01&to=2025-12");
        Assert.Equal(total.GetProperty("bookings").GetInt64(),
            months.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("bookings").GetInt64()));
        Assert.Equal((await application.NaiveAsync("'x'", "b.accepted_on BETWEEN '2025-01-01' AND '2025-12-31'"))["x"].Learners,
            total.GetProperty("learners").GetInt64());
        // Several cells: people do not add up, and the answer says so.
        var half = (await application.AskAsync("measures=bookings,learners&from=2025-02&to=2025-11")).GetProperty("total");
        Assert.Equal("learners", Assert.Single(half.GetProperty("notApplicable").EnumerateArray()).GetString());
        var entered = (await application.AskAsync("measures=bookings&by=year&basis=entry")).GetProperty("rows").EnumerateArray()
            .Single(row => row.GetProperty("year").GetString() == "2025").GetProperty("bookings").GetInt64();
        Assert.Equal(Assert.Single(await application.ReadAsync<long>(
            "SELECT count(*) FROM booking WHERE entry_on BETWEEN '2025-01-01' AND '2025-12-31' AND state IN ('in-training', 'service-declared', 'service-validated')")), entered);
        var people = await application.AskAsync("measures=bookings&by=ageClass,sex&from=2025-01&to=2025-12");
        Assert.Equal(total.GetProperty("bookings").GetInt64(), people.GetProperty("total").GetProperty("bookings").GetInt64());
    }

    /// <summary>An attacker sets all that the public can ask against each other: what a total leaves is nobody, or enough people.</summary>
    [Fact]
    public async Task Public_Differences_LeaveNobodyOrEnoughPeople()
    {
        var totals = Rows(await application.AskAsync("measures=bookings&by=quarter"), "quarter");
        foreach (var (dimension, sql) in new[]
        {
            ("trainingRegion", "coalesce(t.region, '?')"), ("residenceRegion", "coalesce(r.region, '?')"),
                ("domainGroup", "coalesce(left(b.domain, 2), '?')"),
            ("status", "b.state"), ("situation", "b.situation"), ("modality", "b.modality"),
        })
            foreach (var quarter in (await application.AskAsync($"measures=bookings&by=quarter,{dimension}")).GetProperty("rows")
                .EnumerateArray()
                .GroupBy(row => row.GetProperty("quarter").GetString()!).Where(group => totals[group.Key] is not null))
            {
                var hidden = quarter.Where(row => row.GetProperty("bookings").ValueKind == JsonValueKind.Null)
                    .Select(row => row.GetProperty(dimension).GetString()!).ToArray();
                var left = Assert.Single(await application.ReadAsync<(long Bookings, long Learners)>($"""
                    SELECT count(*), count(DISTINCT b.account_id) FROM booking b LEFT JOIN place t ON t.insee = b.insee LEFT JOIN place r ON r.insee = b.residence
                    WHERE to_char(b.accepted_on, 'YYYY-"Q"Q') = @quarter AND {sql} = ANY (@hidden)
                    """, new { quarter = quarter.Key, hidden }));
                Assert.Equal(totals[quarter.Key]!.Value - quarter.Sum(
                    row => row.GetProperty("bookings").ValueKind == JsonValueKind.Null ? 0 : row.GetProperty("bookings").GetInt64()),
                    left.Bookings);
                Assert.True(left.Learners is 0 or >= StatisticsSettings.UsualK && hidden.Length != 1, $"{quarter.Key} {dimension}: {left}");
            }
    }

    [Fact]
    public async Task Analyst_CrossesAll_IsLogged_AndStillSeesNoCellOfFewPeople()
    {
        using var analyst = await PersonBrowser.SignInAsync(application, "analyst:analyst");
        var answer = await application.AskAsync("measures=bookings,learners&by=year,trainingDepartment,sex", analyst);
        var naive = await application.NaiveAsync("to_char(b.accepted_on, 'YYYY') || ' ' || coalesce(p.department, '?') || ' ' || b.sex");
        var rows = answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(naive.Count, rows.Count);
        var hidden = 0;
        foreach (var row in rows)
        {
            var counted = naive[$"{row.GetProperty("year")} {row.GetProperty("trainingDepartment")} {row.GetProperty("sex")}"];
            if (row.GetProperty("bookings").ValueKind == JsonValueKind.Null)
                hidden++;
            else
                Assert.Equal((counted.Bookings, counted.Learners),
                    (row.GetProperty("bookings").GetInt64(), row.GetProperty("learners").GetInt64()));
            Assert.True(row.GetProperty("bookings").ValueKind == JsonValueKind.Null || counted.Learners >= StatisticsSettings.UsualK);
        }
        Assert.NotEqual(0, hidden);
        foreach (var line in rows.GroupBy(row => $"{row.GetProperty("year")} {row.GetProperty("trainingDepartment")}")
            .Where(line => line.Count() > 1))
            Assert.NotEqual(1, line.Count(row => row.GetProperty("bookings").ValueKind == JsonValueKind.Null));
        Assert.NotEmpty(await application.ReadAsync<string>(
            "SELECT object FROM access_log WHERE nature = 'statistics.analyse' AND object LIKE 'statistics:%trainingDepartment%'"));
        using var refused = await analyst.GetAsync("/api/v1/statistics?measures=bookings,learners,amountCents,hours,learnerCents&by=month,certification,trainingDepartment,residenceDepartment");
        Assert.True(refused.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.OK);
    }

    [Fact]
    public async Task Facts_HoldNoIdentifier()
    {
        var row = Assert.Single(
            await application.ReadAsync<string>("SELECT to_jsonb(s)::text FROM statistics_booking s WHERE validated IS NOT NULL LIMIT 1"));
        foreach (var id in await application.ReadAsync<string>(
            "SELECT unnest(ARRAY[id::text, account_id::text, siret, replace(id::text, '-', '')]) FROM booking LIMIT 4000"))
            Assert.DoesNotContain(id, row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PublicPage_ShowsChartsWithTheirWholeTables()
    {
        using var visitor = PersonBrowser.Visitor(application);
        var page = await visitor.PageAsync("/statistiques?mesure=amountCents&du=2025-01&au=2025-12");
        PageStructure.AssertSound(page);
        Assert.InRange(page.QuerySelectorAll("svg.mkt-chart").Length, 8, 20);
        Assert.Equal(12, page.QuerySelector("#evolution")!.ParentElement!.QuerySelectorAll("tbody tr").Length);
        Assert.All(page.QuerySelectorAll(".mkt-statistic"), section => Assert.NotNull(section.QuerySelector("table")));
        var csv = page.QuerySelector("#carte")!.ParentElement!.QuerySelector("a[href*='.csv']")!.GetAttribute("href")!;
        using var file = await visitor.GetAsync(csv);
        var lines = (await file.Content.ReadAsStringAsync(Stop)).Trim().Split("\r\n");
        Assert.Equal("Département de la formation;Montant engagé (centimes)", lines[0]);
        Assert.Equal(page.QuerySelector("#carte")!.ParentElement!.QuerySelectorAll("tbody tr").Length, lines.Length - 1);
    }

    [Fact]
    public async Task AnalysisPage_AnswersSavesAndShares_AndIsForAnalystsAlone()
    {
        using var analyst = await PersonBrowser.SignInAsync(application, "analyst:analyst");
        const string query = "measures=bookings&by=quarter,situation&from=2025-01&to=2025-12";
        var page = await analyst.PageAsync("/statistiques/analyse?" + query);
        PageStructure.AssertSound(page);
        Assert.Contains("Entrées en formation", page.Body!.TextContent);
        Assert.NotEmpty(page.QuerySelector("#reponse")!.ParentElement!.QuerySelectorAll("tbody tr"));
        using var saved = await analyst.PostAsync("/statistiques/analyse/vues", ("title", "Situations 2025"), ("query", query));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var view = (await analyst.PageAsync("/statistiques/analyse")).QuerySelector("a[href^='/statistiques/vues/']")!;
        Assert.Equal("Situations 2025", view.TextContent);
        using var opened = await analyst.GetAsync(view.GetAttribute("href")!);
        Assert.StartsWith("/statistiques/analyse?measures=bookings&by=quarter,situation", opened.Headers.Location!.ToString());
        using var visitor = PersonBrowser.Visitor(application);
        using var shared = await visitor.GetAsync(view.GetAttribute("href")!);
        Assert.StartsWith("/api/v1/statistics?", shared.Headers.Location!.ToString());
        using var holder = await PersonBrowser.SignInAsync(application, "holder");
        using var refused = await holder.GetAsync("/statistiques/analyse");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var wrong = await analyst.GetAsync("/statistiques/analyse?by=couleur");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static Dictionary<string, long?> Rows(JsonElement answer, string name) =>
        answer.GetProperty("rows").EnumerateArray().ToDictionary(
        row => row.GetProperty(name).GetString()!, row => row.GetProperty("bookings").ValueKind == JsonValueKind.Null
        ? null : (long?)row.GetProperty("bookings").GetInt64());
}
