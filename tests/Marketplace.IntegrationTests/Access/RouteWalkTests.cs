using System.Collections.Concurrent;
using System.Net;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Errors;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>Every route of the running program, asked by everybody for everything, against the file of rights.</summary>
public sealed class RouteWalkTests(WalkApplication application, ITestOutputHelper output) : IClassFixture<WalkApplication>
{
    private readonly RightsFile _file = RightsFile.Read();

    [Fact]
    public void Endpoints_EachNameExactlyOneRightOfTheTable()
    {
        var actions = _file.Lines.Select(line => line.Action).ToHashSet();
        Assert.NotEmpty(SiteRoutes.Endpoints(application));
        Assert.All(SiteRoutes.Endpoints(application), endpoint =>
            Assert.Contains(Assert.Single(endpoint.Metadata.OfType<RequiredRight>()).Action, actions));
    }

    [Fact]
    public void Endpoints_EachSayWhichMethodsTheyTake() =>
        Assert.All(SiteRoutes.Endpoints(application),
            endpoint => Assert.NotEmpty(endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods));

    /// <summary>
    /// The simulators only compute; mail programs post to the link that ends alerts by themselves, and the key in the address is the
    /// permission; payment providers post notifications, and a browser comes to the sandbox's page, with a signature over all fields;
    /// bookings are acted on with a token, which no browser adds by itself, nor the key of an establishment; the clock of Development takes
    /// JSON, which no page elsewhere can send.
    /// </summary>
    [Fact]
    public void Endpoints_WithoutFormToken_AreNamedHere() =>
        Assert.Equal(
            [
                "/api/v1/bookings/{id:guid}/events", "/api/v1/endings/simulations", "/api/v1/simulations", "/bac-a-sable/paiement",
                "/desabonnement/{token}", "/dev/clock", "/paiements/notifications/{provider}",
            ],
            SiteRoutes.All(application).Where(route => route.NeedsNoForm && !route.TakesKey).Select(route => route.Pattern)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Endpoints_OfProvidersPrograms_TakeAKey() => Assert.All(
        SiteRoutes.All(application)
        .Where(route => route.Pattern.StartsWith("/api/v1/provider/", StringComparison.Ordinal) != route.TakesKey),
        route => Assert.Fail(route.Pattern));

    [Fact]
    public void Files_OfTheSite_AreOpenAndOnlyRead() =>
        Assert.All(SiteRoutes.Endpoints(application).Where(SiteRoutes.IsFile), endpoint =>
        {
            Assert.Equal("site.read", endpoint.Metadata.GetRequiredMetadata<RequiredRight>().Action);
            Assert.Subset(new HashSet<string> { "GET", "HEAD" },
                endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.ToHashSet());
        });

    [Fact]
    public async Task File_ThatIsNotOfTheSite_AnswersNobody() => Assert.All(
        await Task.WhenAll(application.Walkers.Select(walker => walker.Browser.GetAsync("/fichier-inconnu.txt"))),
        answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));

    [Fact]
    public async Task Walk_EveryRouteByEverybodyForEverything_AnswersAsTheFileOfRightsSays()
    {
        // Whom a token or a key lets in has tests of its own (KeyTests): here it would be nobody.
        var routes = SiteRoutes.All(application).Where(route => !route.TakesToken && !route.TakesKey && !route.IsBesideAForm).ToList();
        var steps = await WalkAsync(routes);
        var size = $"{steps.Count} requests over {routes.Count} routes and {application.Walkers.Count} persons";
        output.WriteLine(size);
        Console.WriteLine($"Walk over the rights: {size}");

        var judged = steps.Select(step => (Step: step, Expected: Expect(_file, step))).ToList();
        var wrong = judged.Where(j => !j.Step.Fits(j.Expected, IsReal(j.Step))).Select(j => $"{j.Step}, expected {j.Expected}").Order().Take(40);
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
        // A walk that never meets an answer says nothing about it.
        Assert.Equal(Enum.GetValues<Expected>(), judged.Select(j => j.Expected).Distinct().Order());
        Assert.Empty(routes.Except(judged.Where(j => j.Expected == Expected.Allowed).Select(j => j.Step.Route)));
        // Each line of the file lets somebody do something here: without it the walk would have failed.
        Assert.All(_file.Lines.Where(line => !line.Action.StartsWith("program.", StringComparison.Ordinal)), line =>
        {
            var without = _file.Without(line);
            Assert.Contains(judged, j => j.Step.Route.Action == line.Action && Expect(without, j.Step) != j.Expected);
        });
    }

    private Expected Expect(RightsFile file, Step step) =>
        file.Expect(step.Route.Action, step.Who, step.Organisation, step.Holder, application.Consents);

    private bool IsReal(Step step) => step.Organisation != application.Nowhere && step.Holder != application.Nowhere;

    private async Task<IReadOnlyList<Step>> WalkAsync(IReadOnlyList<SiteRoute> routes)
    {
        var steps = new ConcurrentBag<Step>();
        await Parallel.ForEachAsync(
            application.Walkers,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            async (walker, _) =>
        {
            foreach (var route in routes)
                foreach (var (organisation, holder) in Objects(route))
                    steps.Add(await AskAsync(walker, route, organisation, holder));
        });
        return [.. steps];
    }

    private IEnumerable<(Guid?, Guid?)> Objects(SiteRoute route) =>
        from organisation in route.TakesOrganisation ? application.Organisations.Select(id => (Guid?)id) : [null]
        from holder in route.TakesHolder ? application.Holders.Select(id => (Guid?)id) : [null]
        select (organisation, holder);

    private static async Task<Step> AskAsync(Walker walker, SiteRoute route, Guid? organisation, Guid? holder)
    {
        var path = route.Path(organisation, holder);
        using var answer = await walker.Browser.SendAsync(new HttpMethod(route.Method), path);
        var refused = answer.StatusCode == HttpStatusCode.BadRequest
            && WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .Contains(ErrorText.ExpiredForm.Text, StringComparison.Ordinal);
        return new Step(route, walker.Asker, organisation, holder, path, answer.StatusCode, answer.Headers.Location?.ToString(), refused);
    }
}
