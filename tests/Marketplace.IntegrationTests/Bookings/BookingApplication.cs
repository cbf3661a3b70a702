using System.Net;
using Dapper;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Marketplace.Testing;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>A holder with a browser.</summary>
public sealed record Learner(Actor Actor, Visitor Browser) : IDisposable
{
    public DossierKey Key(Guid id) => DossierKey.OfLearner(id, Actor.AccountId!.Value);

    public void Dispose() => Browser.Dispose();
}

/// <summary>The program with a catalogue, holders with rights, and a provider who answers.</summary>
public sealed class BookingApplication : CatalogueApplication
{
    /// <summary>Of each action here; cents.</summary>
    public const long Price = 60_060;

    private const string OtherSiret = "99900000000059";

    /// <summary>One enters on any day.</summary>
    public static readonly string Permanent = PublicId.Of(OtherSiret, "permanent", "A1");

    /// <summary>A licence for cars, with two sessions.</summary>
    public static readonly string Licence = PublicId.Of(OtherSiret, "permis", "A1");

    private int _learners;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Actor Staff { get; } = new(
        DemoPeople.All.Single(p => p.Key == "provider:bookings").Id, "bookings", DemoPeople.OrganisationOf("provider"));

    public DateOnly Today => Services.GetRequiredService<TimeProvider>().Today();

    /// <summary>An action of the sample catalogue; each test takes its own.</summary>
    public static string Kitchen(int number) => PublicId.Of(SampleCatalogue.Siret, $"cuisine-{number}", "A1");

    protected override async Task AfterStartAsync()
    {
        await Services.GetRequiredService<DemoPeople>().EnsureAsync(CancellationToken.None);
        await using var import = await CatalogueImport.BeginAsync(Database.Source, OtherSiret);
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60);
        await import.AddAsync(new(TestOffers.Offer("permanent") with { Title = "Cuisine à tout moment" },
            [TestOffers.Accepted(TestOffers.Action() with { PermanentEntry = true }, TestOffers.Session("S1", day.AddDays(-59)))]));
        await import.AddAsync(
            new(TestOffers.Offer("permis") with { Title = "Permis de conduire", CertificationCode = "CPF206", Blocks = [] },
            [TestOffers.Accepted(TestOffers.Action(), TestOffers.Session("S1", day), TestOffers.Session("S2", day.AddDays(30)))]));
        await import.CommitAsync(complete: true);
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public static DossierKey Theirs(Guid id) => DossierKey.OfProvider(id, [SampleCatalogue.Siret, OtherSiret]);

    /// <summary>A verified holder with annual rights, signed in.</summary>
    public async Task<Learner> LearnerAsync(long rights = 200_000)
    {
        var number = Interlocked.Increment(ref _learners);
        var (account, token) = await Get<NpgsqlDataSource>().InTransactionAsync(async connection =>
        {
            var account = await LearnerAccount.CreateAsync(connection, $"camille.{number}@exemple.fr", rights, Today);
            return (account, (await Get<Sessions>().StartAsync(connection, account, "development", "Navigateur d’essai")).Token);
        }, Stop);
        var browser = new Visitor(this);
        browser.Plant(Get<SessionCookie>().Name, token);
        return new(new Actor(account, Roles.Holder), browser);
    }

    public async Task<long> SessionAsync(string action, string number = "S1") =>
        (await ChosenSession.IdAsync(Get<NpgsqlDataSource>(), action, number, Stop))!.Value;

    /// <summary>A draft that nothing stands against.</summary>
    public async Task<Guid> DraftAsync(Learner learner, string action, string status = "jobseeker")
    {
        var drafts = Get<Drafts>();
        var id = await drafts.StartAsync(await SessionAsync(action), learner.Actor, Stop);
        await drafts.SetProfileAsync(learner.Key(id), new(status, "camille@exemple.fr", null, "69123", null), learner.Actor, Stop);
        Assert.True(await drafts.AcceptTermsAsync(learner.Key(id), RuleBook.Current.On(Today).Stamp, learner.Actor, Stop));
        return id;
    }

    public async Task<Guid> SentAsync(Learner learner, string action, string status = "jobseeker")
    {
        var id = await DraftAsync(learner, action, status);
        await Get<Sending>().SendAsync(learner.Key(id), learner.Actor, Stop);
        return id;
    }

    public async Task<Guid> ProposedAsync(
        Learner learner, string action, string status = "jobseeker", Func<Proposal, Proposal>? change = null)
    {
        var id = await SentAsync(learner, action, status);
        await ProposeAsync(id, change);
        return id;
    }

    /// <summary>The provider answers.</summary>
    public async Task ProposeAsync(Guid id, Func<Proposal, Proposal>? change = null)
    {
        var proposal = Proposal.AsRequested(await RowAsync(id));
        await Get<ProviderAnswers>().ProposeAsync(Theirs(id), null, change?.Invoke(proposal) ?? proposal, Staff, Stop);
    }

    /// <summary>Nothing is to be paid by card: the rights cover what a jobseeker owes.</summary>
    public async Task<Guid> AcceptedAsync(Learner learner, string action)
    {
        var id = await ProposedAsync(learner, action);
        Assert.Null((await Get<Acceptances>().AcceptAsync(learner.Key(id), null, 0, learner.Actor, Stop)).Payment);
        return id;
    }

    public async Task<BookingRow> RowAsync(Guid id) => (await Get<DossierReader>().FindAsync(new DossierKey(id, _ => true), Stop))!.Row;

    public async Task<int> ExecuteAsync(string sql, object? values = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(Stop);
        return await connection.ExecuteAsync(sql, values);
    }

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }
}

/// <summary>How tests read pages and fill in forms.</summary>
internal static class FormsOnPages
{
    /// <summary>Hidden fields of the form that posts to an address, our token apart.</summary>
    public static (string Name, string Value)[] Hidden(this Answer answer, string action)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector($"form[action='{action}']"));
        return [.. answer.Page.QuerySelectorAll($"form[action='{action}'] input[type=hidden]")
            .Select(field => (field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))
                .Where(field => field.Item1 != Visitor.TokenField)];
    }

    /// <summary>Posts the form of a page as it was served, with what people fill in.</summary>
    public static async Task<Answer> SubmitAsync(
        this Visitor browser, string page, string action, params (string Name, string Value)[] fields) =>
        await browser.PostAsync(action, [.. (await browser.GetAsync(page)).Hidden(action), .. fields]);

    /// <summary>What a page is told of a mistake, beside its field and in the summary.</summary>
    public static void AssertMistakes(this Answer answer, params (string Field, string Text)[] mistakes)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var (field, text) in mistakes)
        {
            Assert.Contains(text, answer.Page.QuerySelector($"#{field}-erreur")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(text, answer.Page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(mistakes.Length, answer.Page.QuerySelectorAll("#erreurs li").Length);
    }
}
