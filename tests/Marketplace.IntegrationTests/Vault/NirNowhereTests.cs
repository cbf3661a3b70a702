using System.Globalization;
using System.Net;
using System.Text;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

/// <summary>Social security numbers that were typed stand in no table, no log and no answer.</summary>
public sealed class NirNowhereTests(NirNowhereTests.TalkativeApplication application, ITestOutputHelper output)
    : IClassFixture<NirNowhereTests.TalkativeApplication>
{
    // Made up; the first one fits the identity that AddHolderAsync declares.
    private static readonly string Fitting = WithKey("1900575056042");
    private static readonly string NotFitting = WithKey("2710875056043");
    private static readonly string Refused = WithKey("1690313055044");
    private static readonly string Searched = WithKey("1550659350045");
    private static readonly string WrongKey = "1450659350046" + (WithKey("1450659350046")[13..] == "01" ? "02" : "01");

    private readonly NirForms _numbers = new(Fitting, NotFitting, Refused, Searched, WrongKey, DemoPeople.HolderNir);

    [Fact]
    public async Task Numbers_TypedSearchedAndDecidedAbout_StandNowhere()
    {
        var answers = new List<(string Where, string Text)>();
        await TypeAsync(answers);
        await SearchAndDecideAsync(answers);
        await VisitAsync(answers);

        var (found, tables) = await WholeDatabase.FindAsync(application.Database.Source, _numbers);
        output.WriteLine($"{tables} tables, {application.Logs.Lines.Count} lines of logs, {answers.Count} answers were looked through");
        Assert.Empty(found);
        Assert.NotEmpty(application.Logs.Lines);
        Assert.DoesNotContain(application.Logs.Lines, line => _numbers.AreIn(line.Text));
        Assert.DoesNotContain(answers, answer => _numbers.AreIn(answer.Text));
    }

    [Theory]
    [InlineData("text", "{0}")]
    [InlineData("text", "du texte, puis {0}.")]
    [InlineData("text", "{1}")]
    [InlineData("text", "{2}")]
    [InlineData("text", "x{3}")]
    [InlineData("text", "{4}")]
    [InlineData("text[]", "{{a,{0}}}")]
    [InlineData("jsonb", "{{\"a\": [{{\"b\": \"{1}\"}}]}}")]
    [InlineData("bytea", "\\x00{4}ff")]
    [InlineData("bytea", "\\x{5}")]
    [InlineData("bigint", "{0}")]
    public async Task Search_FindsANumberThatIsThere(string type, string value)
    {
        var bytes = Encoding.ASCII.GetBytes(Planted);
        var text = string.Format(CultureInfo.InvariantCulture, value, Planted, NirForms.WithBlanks(Planted, " "), Planted[..13],
            Convert.ToBase64String([1, .. bytes]), Convert.ToHexStringLower(bytes),
            Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))));
        await application.AsOwnerAsync($"CREATE TABLE planted (id integer, it {type}); INSERT INTO planted VALUES (1, '{text}')");
        try
        {
            Assert.Equal(["public.planted.it"], (await WholeDatabase.FindAsync(application.Database.Source, new NirForms(Planted))).Found);
        }
        finally
        {
            await application.AsOwnerAsync("DROP TABLE planted");
        }
    }

    private static string Planted => WithKey("1330275115047");

    /// <summary>The key of a made-up number, worked out apart from the program.</summary>
    private static string WithKey(string thirteen) =>
        $"{thirteen}{97 - (long.Parse(thirteen, CultureInfo.InvariantCulture) % 97):00}";

    private async Task TypeAsync(List<(string, string)> answers)
    {
        // With blanks, without, with a wrong key first: as people type.
        await TypeAsync(answers, "tied", WrongKey, NirForms.WithBlanks(Fitting, " "));
        await TypeAsync(answers, "mismatch", NotFitting);
        await TypeAsync(answers, "mismatch", Refused);
    }

    private async Task TypeAsync(List<(string, string)> answers, string expected, params string[] numbers)
    {
        var holder = await application.AddHolderAsync();
        await application.AsOwnerAsync("UPDATE holder SET identity_status = 'verified', identity_source = 'franceconnect', identity_at = now() WHERE account_id = @holder", new { holder });
        using var browser = await PersonBrowser.SignInAsync(application, holder);
        foreach (var number in numbers)
            await KeepAsync(answers, "POST /mon-compte/numero",
                browser.PostAsync("/mon-compte/numero", ("nir", number), ("cardName", "TITULAIRE"), ("cardGivenNames", "Claude")));
        Assert.Equal([expected],
            await application.ReadAsync<string>("SELECT nir_status FROM holder WHERE account_id = @holder", new { holder }));
        foreach (var page in new[] { "/mon-compte", "/mon-compte/numero", "/mon-compte/identite", "/mon-compte/consultations?tout=oui" })
            await KeepAsync(answers, "holder " + page, browser.GetAsync(page));
    }

    private async Task SearchAndDecideAsync(List<(string, string)> answers)
    {
        using var agent = await PersonBrowser.SignInAsync(application, "operator-rights");
        foreach (var number in new[] { Fitting, NotFitting, Searched, WrongKey, DemoPeople.HolderNir })
            await KeepAsync(answers, "POST /gestion/titulaires", agent.PostAsync("/gestion/titulaires", ("nir", number)));
        var waiting = await application.ReadAsync<Guid>("SELECT account_id FROM holder WHERE nir_status = 'mismatch' ORDER BY nir_at");
        Assert.Equal(2, waiting.Count);
        foreach (var (holder, decision) in waiting.Zip(["accepter", "refuser"]))
        {
            await KeepAsync(answers, "/gestion/identites/", agent.GetAsync($"/gestion/identites/{holder}"));
            await KeepAsync(answers, "POST /gestion/identites/",
                agent.DecideAsync($"/gestion/identites/{holder}", $"/gestion/identites/{holder}/numero", ("decision", decision),
                ("note", "Vu")));
        }
        Assert.Equal(["refused", "tied"],
            await application.ReadAsync<string>(
            "SELECT nir_status FROM holder WHERE account_id = ANY (@waiting) ORDER BY 1", new { waiting = waiting.ToArray() }));
    }

    /// <summary>Every page as everybody, with reasons stated for every holder.</summary>
    private async Task VisitAsync(List<(string, string)> answers)
    {
        var holders = await application.ReadAsync<Guid>("SELECT account_id FROM holder");
        var routes = SiteRoutes.All(application).Where(route => route.Method == "GET").ToList();
        await application.ConsentAsync(PersonBrowser.Demo("holder"), DemoPeople.OrganisationOf("cep"));
        foreach (var person in DemoPeople.All)
        {
            using var browser = await PersonBrowser.SignInAsync(application, person.Id);
            await application.AsOwnerAsync(
                "INSERT INTO stated_reason SELECT @Session, account_id, 'Demande du titulaire', now() + interval '1 hour' FROM holder",
                new { browser.Session });
            foreach (var route in routes)
                foreach (var holder in route.TakesHolder ? holders.Select(id => (Guid?)id) : [null])
                    await KeepAsync(answers, $"{route.Pattern} {person.Key}", browser.GetAsync(route.Path(OrganisationOf(person), holder)));
        }
        Assert.Contains(answers, answer => answer.Item2.Contains("Dossier d’un titulaire", StringComparison.Ordinal));
    }

    private static Guid OrganisationOf(DemoPerson person) =>
        DemoPeople.OrganisationOf(person.Key.Split(':') is [var kind, _] ? kind : "cep");

    private static async Task KeepAsync(List<(string, string)> answers, string where, Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        answers.Add((where, $"{answer.Headers} {WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))}"));
    }

    /// <summary>Logs as much as the program can be made to by its settings.</summary>
    public sealed class TalkativeApplication : PeopleApplication
    {
        public CapturedLogs Logs { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Logging:LogLevel:Default", "Trace");
            builder.UseSetting("Logging:LogLevel:Marketplace", "Trace");
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Logs));
        }
    }
}
