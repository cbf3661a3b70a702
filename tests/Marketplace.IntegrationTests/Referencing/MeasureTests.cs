using System.Globalization;
using System.Net;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Search;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Referencing;

/// <summary>What each measure does to a provider's actions, in the index and on their pages, and how it ends.</summary>
public sealed class MeasureTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    private static int _providers;

    private readonly string _siret = Applicant.SiretNumber(50_000 + Interlocked.Increment(ref _providers));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Action => PublicId.Of(_siret, "F1", "A1");

    /// <summary>A provider that an import brought, and one that applied; each measure and each way back.</summary>
    [Theory]
    [InlineData(ReferencingProcess.Suspend)]
    [InlineData(ReferencingProcess.Delist)]
    [InlineData(ReferencingProcess.StrikeOff)]
    public async Task Measure_TakesActionsOutOfSearch_AndReinstatementBringsThemBack(string @event)
    {
        await PublishAsync();
        await Eventually.BeAsync("the action is found", FoundAsync);
        await TakeAsync(@event);
        await Eventually.BeAsync("the action has left", async () => !await FoundAsync());
        var (page, document) = await application.GetPageAsync($"/formations/{Action}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("n’est pas référencé en ce moment", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(document.QuerySelectorAll("main a[href*='/inscriptions/nouvelle']"));
        Assert.Equal(HttpStatusCode.Gone, (await application.GetPageAsync($"/api/v1/actions/{Action}")).Response.StatusCode);

        // A file that comes meanwhile is published, and shows nothing.
        await PublishAsync("Autre titre");
        await SyncedAsync();
        Assert.False(await FoundAsync());
        var drift = await application.Services.GetRequiredService<DriftCheck>().RunAsync(Stop);
        Assert.Equal((0, 0, 0), (drift.Missing, drift.Stale, drift.Superfluous));

        if (@event == ReferencingProcess.StrikeOff)
            await Assert.ThrowsAsync<ProcessRefusedException>(() => TakeAsync(ReferencingProcess.Reinstate));
        else
        {
            await TakeAsync(ReferencingProcess.Reinstate);
            await Eventually.BeAsync("the action is back", FoundAsync);
            Assert.Equal(ReferencingProcess.Reinstated, (await ViewAsync()).State);
        }
    }

    [Fact]
    public async Task Measure_WhoseLastDayIsOver_EndsByItself_AndItsMembersAreTold()
    {
        var applicant = await MakeApplicantAsync();
        await applicant.AcceptedAsync(application);
        await PublishAsync(siret: applicant.Siret);
        await TakeAsync(ReferencingProcess.Suspend, applicant.Siret);
        var clock = Assert.Single((await ViewAsync(applicant.Siret)).Clocks);
        Assert.Equal(("measure-ends", Until), (clock.Kind, clock.LastDay));
        await Measures.RunDueAsync(Stop);
        Assert.Equal(ReferencingProcess.Suspended, (await ViewAsync(applicant.Siret)).State);

        await application.ExecuteAsync("""
            UPDATE referencing_deadline SET due_at = now() WHERE done_at IS NULL AND referencing_id IN (SELECT id FROM referencing WHERE siret = @Siret)
            """, new { applicant.Siret });
        await Measures.RunDueAsync(Stop);
        var view = await ViewAsync(applicant.Siret);
        Assert.Equal((ReferencingProcess.Reinstated, 0), (view.State, view.Clocks.Count));
        var subjects = (await application.MailsToAsync(applicant.Email)).Select(m => m.Values["subject"]).ToList();
        Assert.Equal(["Le référencement de votre organisme est suspendu", "Votre organisme est réintégré"], subjects[^2..]);
    }

    [Fact]
    public async Task Measures_FollowEachOther_SuspendedDelistedStruckOff_WithTheirHistory()
    {
        await PublishAsync();
        await TakeAsync(ReferencingProcess.Suspend);
        await TakeAsync(ReferencingProcess.Delist);
        await TakeAsync(ReferencingProcess.StrikeOff);
        var view = await ViewAsync();
        Assert.Equal([ReferencingProcess.Suspend, ReferencingProcess.Delist, ReferencingProcess.StrikeOff],
            view.History.Select(h => h.Event));
        Assert.Equal((ReferencingProcess.StruckOff, null), (view.State, view.Until));
        Assert.Equal(3, (await Reader.MeasuresSinceAsync(_siret, Until.AddYears(-1), Stop)).Count);
        Assert.True(await application.ScalarAsync<bool>("SELECT withheld FROM provider WHERE siret = @_siret", new { _siret }));
    }

    [Fact]
    public async Task Measure_OnWhatChangedMeanwhile_IsStale_AndTooLongIsRefused()
    {
        await PublishAsync();
        var seen = (await ViewAsync()).Version;
        await TakeAsync(ReferencingProcess.Suspend);
        await Assert.ThrowsAsync<StaleChangeException>(
            () => Measures.TakeAsync(_siret, seen, ReferencingProcess.Delist, Until, "Encore.", Applicant.Operator, Stop));
        var now = (await ViewAsync()).Version;
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => Measures.TakeAsync(_siret, now, ReferencingProcess.Delist, Until.AddYears(2), "Trop.", Applicant.Operator, Stop));
    }

    [Fact]
    public async Task Page_OfTheOperator_FindsTheProviderByItsSiret_AndTakesTheMeasure()
    {
        await PublishAsync();
        await MakeApplicantAsync();
        using var desk = await PersonBrowser.SignInAsync(application, "operator-moderation");
        var page = $"/gestion/organismes/{_siret}";
        Assert.Equal(page, (await desk.PostAsync("/gestion/referencements", ("siret", _siret))).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await desk.PostAsync("/gestion/referencements", ("siret", Applicant.SiretNumber(99_999)))).StatusCode);
        var seen = (await desk.PageAsync(page)).QuerySelector("input[name=vu]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Conflict,
            (await desk.PostAsync(page, ("decision", "suspend"), ("motif", "Fraude."), ("vu", seen))).StatusCode);
        var done = await desk.PostAsync(
            page, ("decision", "suspend"), ("motif", "Fraude."), ("fin", Until.ToString("O", CultureInfo.InvariantCulture)), ("vu", seen));
        Assert.Equal(page + "?fait=decide", done.Headers.Location!.ToString());
        var text = (await desk.PageAsync(page)).Body!.TextContent;
        Assert.Contains("Suspendu", text, StringComparison.Ordinal);
        Assert.Contains("R. 6333-6-1", text, StringComparison.Ordinal);
        Assert.Contains("Fraude.", text, StringComparison.Ordinal);
    }

    private DateOnly Until => application.Services.GetRequiredService<TimeProvider>().Today().AddMonths(3);

    private ProviderMeasures Measures => application.Services.GetRequiredService<ProviderMeasures>();

    private ReferencingReader Reader => application.Services.GetRequiredService<ReferencingReader>();

    private async Task<Applicant> MakeApplicantAsync()
    {
        await application.Services.GetRequiredService<DemoPeople>().EnsureAsync(Stop);
        return await Applicant.MakeAsync(application);
    }

    private async Task<ReferencingView> ViewAsync(string? siret = null) => (await Reader.OfSiretAsync(siret ?? _siret, Stop))!;

    private async Task TakeAsync(string @event, string? siret = null) => await Measures.TakeAsync(
        siret ?? _siret, (await ViewAsync(siret)).Version, @event, Until, "Publicité trompeuse.", Applicant.Operator, Stop);

    private async Task PublishAsync(string title = "CAP Cuisine", string? siret = null)
    {
        await using var import = await CatalogueImport.BeginAsync(application.Database.Source, siret ?? _siret, Stop);
        await import.AddAsync(new AcceptedOffer(TestOffers.Offer() with { Title = title },
            [TestOffers.Accepted(TestOffers.Action(), TestOffers.Session())]), Stop);
        await import.CommitAsync(true, Stop);
    }

    private async Task<bool> FoundAsync()
    {
        await foreach (var document in application.Services.GetRequiredService<ISearchIndex>().ListAsync(Stop))
            if (document.Id == Action)
                return true;
        return false;
    }

    /// <summary>Another provider's action that comes later is there: what came before was seen.</summary>
    private async Task SyncedAsync()
    {
        var later = Applicant.SiretNumber(60_000 + Interlocked.Increment(ref _providers));
        await PublishAsync(siret: later);
        await Eventually.BeAsync("what came later is found", async () =>
        {
            await foreach (var document in application.Services.GetRequiredService<ISearchIndex>().ListAsync(Stop))
                if (document.Id == PublicId.Of(later, "F1", "A1"))
                    return true;
            return false;
        });
    }
}
