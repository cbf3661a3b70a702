using System.Net;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.FrontDoor;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.SignIn;
using Microsoft.AspNetCore.Hosting;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>Requests come from addresses of their own, each of which may cause few lines.</summary>
public sealed class FewLinesApplication : AddressedApplication
{
    public const int Lines = 5;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:LinesPerHour", $"{Lines}");
    }
}

/// <summary>With identity providers, and the limit that a setting leaves alone.</summary>
public sealed class FewProviderLinesApplication : SignInApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:LinesPerHour", "20");
    }
}

/// <summary>Nobody who is not signed in fills the log that cannot be emptied: beyond a limit of their address, lines are counted.</summary>
public sealed class StrangerLinesTests(FewLinesApplication application) : IClassFixture<FewLinesApplication>
{
    private const int Tries = 4 * FewLinesApplication.Lines;

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "/connexion/compte", "192.0.2.1", "unknown" },
        { "/gestion/connexion", "192.0.2.2", "unknown" },
        { "/connexion/cle", "192.0.2.3", "passkey" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task SignIn_RefusedAgainAndAgain_IsCountedBeyondTheLimitOfTheAddress(string path, string address, string why)
    {
        using var browser = new Visitor(application);
        var token = await browser.TokenAsync();
        var (lines, counted) = (await LinesAsync(why), await CountedAsync(why));
        await RefusedAsync(browser, token, path, address, Tries);
        Assert.Equal(lines + FewLinesApplication.Lines, await LinesAsync(why));
        Assert.Equal(counted + Tries - FewLinesApplication.Lines, await CountedAsync(why));
        // Another address' lines are written.
        await RefusedAsync(browser, token, path, address + "0", 1);
        Assert.Equal(lines + FewLinesApplication.Lines + 1, await LinesAsync(why));
    }

    [Fact]
    public async Task Code_WrongAgainAndAgain_IsCountedBeyondTheLimitOfTheAddress()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "code.faux@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        var token = await browser.TokenAsync();
        for (var i = 0; i < Tries; i++)
            await PostAsync(browser, "/connexion/code", "192.0.2.4", (Visitor.TokenField, token), ("code", "000000"));
        Assert.Equal(FewLinesApplication.Lines, await application.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log l JOIN account a ON a.id = l.subject_id WHERE a.email = 'code.faux@exemple.fr' AND l.operation = 'refusal'
            """));
        Assert.Equal(Tries - FewLinesApplication.Lines, await CountedAsync("code") + await CountedAsync("locked"));
    }

    [Fact]
    public async Task Counts_AreShownInTheJournalAndNobodyChangesThem()
    {
        using var stranger = new Visitor(application);
        await RefusedAsync(stranger, await stranger.TokenAsync(), "/connexion/compte", "192.0.2.5", Tries);
        using var administrator = await Visitor.SignedInAsync(application, "operator-administrator");
        var shown = (await administrator.GetAsync("/gestion/journal")).Page.QuerySelectorAll("#comptees + p + ul li")
            .Select(line => line.TextContent);
        Assert.Contains(shown, line => line.Contains("unknown", StringComparison.Ordinal));

        await using var connection = new NpgsqlConnection(application.Database.ApplicationConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var sql in new[] { "UPDATE access_log_unwritten SET lines = 0", "DELETE FROM access_log_unwritten",
            "TRUNCATE access_log_unwritten", "INSERT INTO access_log_unwritten VALUES (now(), 'a', 'refusal', 'b', 1)" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)))
                .SqlState);
        }
    }

    [Fact]
    public async Task Upkeep_CountsOfMoreThanAYear_Go()
    {
        await application.ExecuteAsync("INSERT INTO access_log_unwritten VALUES (now() - interval '366 days', 'sign-in.use', 'refusal', 'vieux', 7), (now() - interval '364 days', 'sign-in.use', 'refusal', 'vieux', 8)");
        await application.ExecuteAsync("SELECT access_log_unwritten_upkeep()");
        Assert.Equal(8, await CountedAsync("vieux"));
    }

    private static async Task RefusedAsync(Visitor browser, string token, string path, string address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (path == "/connexion/cle")
                await PostAsync(browser, path + "/options", address, (Visitor.TokenField, token));
            var answer = await PostAsync(
                browser, path, address, (Visitor.TokenField, token), ("email", "personne@exemple.fr"), ("password", "x"),
                ("credential", "{}"));
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Redirect, answer.Status.ToString());
        }
    }

    private static Task<Answer> PostAsync(Visitor browser, string path, string address, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add(AddressedApplication.From, address);
        return browser.SendAsync(request);
    }

    private Task<int> LinesAsync(string why) => application.ScalarAsync<int>(
        "SELECT count(*)::int FROM access_log WHERE nature = 'sign-in.use' AND operation = 'refusal' AND object = @why", new { why });

    private Task<int> CountedAsync(string why) => application.ScalarAsync<int>(
        "SELECT coalesce(sum(lines), 0)::int FROM access_log_unwritten WHERE nature = 'sign-in.use' AND operation = 'refusal' AND object = @why", new { why });
}

/// <summary>The same of what identity providers are said to have answered.</summary>
public sealed class StrangerProviderLinesTests
{
    private const int Lines = 20;
    private const int Tries = 60;

    [Fact]
    public async Task ProvidersAnswer_MadeUpAgainAndAgain_IsCountedBeyondTheLimit()
    {
        await using var application = await StartAsync();
        using var browser = application.Browse();
        for (var i = 0; i < Tries; i++)
            Assert.Equal("/connexion/refus", (await browser.OpenAsync("/connexion/franceconnect/retour?error=server_error")).Path);
        Assert.Equal(Lines, await application.RefusalsAsync("franceconnect"));
        Assert.Equal(Tries - Lines,
            await application.ReadAsync<long>("SELECT sum(lines)::bigint FROM access_log_unwritten WHERE object LIKE 'franceconnect:%'"));
    }

    [Fact]
    public async Task Start_ProviderDownAndAskedAgainAndAgain_IsCountedBeyondTheLimit()
    {
        await using var application = await StartAsync();
        using var browser = application.Browse();
        await browser.OpenAsync("/");
        await application.ProConnect.DisposeAsync();
        for (var i = 0; i < Tries; i++)
            Assert.Equal("?cause=unavailable", (await browser.OpenAsync("/connexion/proconnect")).Address.Query);
        Assert.Equal(Lines, await application.RefusalsAsync("proconnect"));
        Assert.Equal(Tries - Lines,
            await application.ReadAsync<long>(
            "SELECT sum(lines)::bigint FROM access_log_unwritten WHERE object = 'proconnect:unavailable'"));
    }

    private static async Task<SignInApplication> StartAsync()
    {
        var application = new FewProviderLinesApplication();
        await ((IAsyncLifetime)application).InitializeAsync();
        return application;
    }
}
