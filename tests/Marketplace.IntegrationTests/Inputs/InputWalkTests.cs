using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.IntegrationTests.ProviderApi;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.People.Access;
using Marketplace.Web.Api;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.IntegrationTests.Inputs;

/// <summary>
/// One walk over every input of the running program: query values, form fields, JSON members, route values. Whatever is
/// sent, no answer is our fault (5xx), and none is longer than the plain page and what was sent explain.
/// </summary>
public sealed class InputWalkTests(InputWalkApplication application, ITestOutputHelper output) : IClassFixture<InputWalkApplication>
{
    /// <summary>Bytes that an answer may have beside the plain one and the request.</summary>
    private const int Allowance = 200_000;

    /// <summary>They end sessions that the walk needs, or move the clock of Development; they take no text but names of a list.</summary>
    private static readonly HashSet<string> Left = [
        "POST /deconnexion", "POST /mon-compte/securite/deconnecter", "POST /dev/clock", "POST /dev/connexion"];

    /// <summary>Asked for before each try: an answer to a passkey's challenge needs a challenge.</summary>
    private static readonly Dictionary<string, string> Before = new()
    {
        ["POST /connexion/cle"] = "/connexion/cle/options",
        ["POST /mon-compte/securite/cle"] = "/mon-compte/securite/cle/options",
    };

    /// <summary>What people would send, so that fields are looked at beyond the first.</summary>
    private static readonly Dictionary<string, string> Plausible = new()
    {
        ["email"] = "marche@exemple.fr", ["password"] = "cheval agrafe nuage violon", ["kind"] = "provider", ["name"] = "Organisme",
        ["sirets"] = "12345678901234", ["givenNames"] = "Claude",
        ["familyName"] = "ROUX", ["missions"] = "support", ["roles"] = "access-manager", ["requete"] = "?q=cuisine",
            ["nom"] = "Ma recherche", ["alerte"] = "non", ["scope"] = "account", ["months"] = "1",
        ["organisation"] = Guid.Empty.ToString(), ["birthName"] = "ROUX", ["birthDate"] = "1985-02-14", ["sex"] = "female",
            ["birthPlace"] = "69123", ["birthCountry"] = "99100", ["compris"] = "oui",
        ["demande"] = Guid.Empty.ToString("N"), ["honneur"] = "oui", ["choix"] = "declarer", ["nir"] = "185026912345678",
            ["cardName"] = "ROUX", ["cardGivenNames"] = "Claude", ["virement"] = "1",
        ["product"] = "employer-voluntary", ["siren"] = "123456789", ["prix"] = "1450", ["formation"] = "rncp", ["situation"] = "employee",
            ["droits"] = "980",
    };

    private readonly ConcurrentBag<string> _faults = [];
    private int _requests;

    [Fact]
    public async Task Walk_EveryInputOfEveryRoute_IsOurFaultNeverAndAnswersNoMoreThanItIsAsked()
    {
        var file = RightsFile.Read();
        var walked = new ConcurrentBag<(string Route, int Names)>();
        await Parallel.ForEachAsync(
            SiteRoutes.All(application).Where(route => route.Method is "GET" or "POST" && !Left.Contains(Key(route))),
            new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken },
            async (route, _) => walked.Add((Key(route), await WalkAsync(route, file))));
        output.WriteLine($"{_requests} requests over {walked.Count} routes and {walked.Sum(w => w.Names)} inputs");
        foreach (var fault in _faults.Order(StringComparer.Ordinal).Take(200))
            output.WriteLine(fault);
        if (!_faults.IsEmpty)
            foreach (var (level, category, text) in application.Logs.Lines.Where(line => line.Level >= LogLevel.Error).Take(20))
                output.WriteLine($"{level} {category} {text[..Math.Min(text.Length, 4_000)]}");
        Assert.Empty(_faults);
        // A walk that met no inputs would say nothing.
        Assert.InRange(walked.Sum(w => w.Names), 200, int.MaxValue);
        foreach (var (route, name) in new[] { ("GET /recherche", "bbox"), ("GET /api/v1/places", "q"), ("GET /gestion/journal", "du"),
            ("GET /connexion", "retour") })
            Assert.Contains(name, QueryNames(SiteRoutes.All(application).Single(r => Key(r) == route)));
        foreach (var (route, name) in new[] { ("POST /connexion/code", "code"), ("POST /connexion/cle", "credential"),
            ("POST /mes-recherches", "nom"), ("POST /gestion/agents", "familyName"), ("POST /mon-compte/numero", "nir") })
            Assert.Contains(name, application.Names.Fields(route));
    }

    /// <summary>What the addresses that take JSON accept, by member.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Bodies = new()
    {
        ["/api/v1/simulations"] = new()
        {
            ["on"] = "\"2026-05-13\"", ["priceCents"] = "145000", ["offer"] = "\"rncp\"", ["status"] = "\"employee\"",
            ["annualRightsCents"] = "98000",
            ["dotations"] = "[{\"kind\":\"employer-penalty\",\"amountCents\":1}]",
            ["topUps"] = "[{\"kind\":\"opco\",\"amountCents\":1}]",
        },
        ["/api/v1/endings/simulations"] = new()
        {
            ["order"] = """
                {"acceptedOn":"2027-01-04","start":"2027-02-08","end":"2027-03-12","priceCents":1,"lines":[{"source":"learner","amountCents":1}]}
                """,
            ["event"] = """{"kind":"exit","on":"2027-02-10","rate":62,"liable":"learner"}""",
        },
        ["/api/v1/provider/webhooks"] = new() { ["url"] = "\"https://logiciel.example/\"", ["events"] = "[\"booking\"]" },
        ["/api/v1/provider/sandbox/bookings"] = new() { ["session"] = "\"1\"" },
        ["/api/v1/provider/sandbox/bookings/{id:guid}/events"] = new() { ["event"] = "\"accept\"" },
        ["/api/v1/provider/bookings/{id:guid}/events"] = new()
        {
            ["event"] = "\"declare-exit\"", ["on"] = "\"2027-02-10\"", ["reason"] = "\"learner-left\"", ["rate"] = "62",
        },
        ["/api/v1/bookings/{id:guid}/events"] = new() { ["event"] = "\"accept\"", ["cardCents"] = "50000" },
    };

    private async Task<int> WalkAsync(SiteRoute route, RightsFile file)
    {
        var (browser, path) = await DoorAsync(route, file);
        using var _ = browser;
        var token = route.Method == "POST" && !route.NeedsNoForm ? await browser.TokenAsync() : null;
        var step = new Walker(this, route, browser, token);
        if (route.Method == "GET")
            return await step.GetAllAsync(path, () => QueryNames(route)) + await step.RouteValuesAsync(path);
        if (Bodies.TryGetValue(route.Pattern, out var accepted))
            return await step.JsonAsync(path, accepted);
        return await step.PostAllAsync(path, () => application.Names.Fields(Key(route))) + await step.RouteValuesAsync(path);
    }

    /// <summary>Names that the route asked for, and those that it knows of what it reads as a whole.</summary>
    private IReadOnlyCollection<string> QueryNames(SiteRoute route)
    {
        var asked = application.Names.Query(Key(route));
        var described = route.Endpoint.Metadata.GetMetadata<QueryParameters>()?.All;
        return [.. asked.Where(name => name != AskedNames.All)
            .Union((described ?? (asked.Contains(AskedNames.All) ? SearchParameters.All : [])).Select(parameter => parameter.Name))];
    }

    private static string Key(SiteRoute route) => $"{route.Method} {(route.Pattern == "/" ? "/" : route.Pattern.TrimEnd('/'))}";

    /// <summary>Somebody who may, with an address of an object that is theirs to ask for.</summary>
    private async Task<(Visitor Browser, string Path)> DoorAsync(SiteRoute route, RightsFile file)
    {
        if (route.Pattern is "/connexion/code" or "/connexion/second-facteur"
        || route.Pattern.StartsWith("/connexion/activer/", StringComparison.Ordinal))
            return await HalfwayAsync(route);
        if (route.TakesKey)
        {
            var program = await application.BrowseAsync(application.Walkers[0].Asker);
            program.UseToken((await ProviderProgram.KeyAsync(application, SampleCatalogue.Siret,
                sandbox: route.Pattern.Contains("sandbox", StringComparison.Ordinal))).Text);
            return (program, route.Path());
        }
        var found = (from walker in application.Walkers
                     from organisation in route.TakesOrganisation ? application.Organisations.Select(id => (Guid?)id) : [null]
                     from holder in route.TakesHolder ? application.Holders.Select(id => (Guid?)id) : [null]
                     where organisation != application.Nowhere && holder != application.Nowhere
                     where file.Expect(route.Action, walker.Asker, organisation, holder, application.Consents) == Expected.Allowed
                     select (walker.Asker, organisation, holder)).First();
        var browser = await application.BrowseAsync(found.Asker);
        if (route.TakesToken)
            browser.UseToken(await TokenWorld.TokenAsync(application, new Actor(found.Asker.Account, Roles.Holder)));
        return (browser, route.Path(found.organisation, found.holder));
    }

    /// <summary>In the middle of signing in, or with the link of an e-mail.</summary>
    private async Task<(Visitor Browser, string Path)> HalfwayAsync(SiteRoute route)
    {
        var email = $"{Guid.NewGuid():N}@exemple.fr";
        var browser = new Visitor(application);
        if (route.Pattern == "/connexion/code")
        {
            var (person, _) = await LocalPerson.HolderAsync(application, email);
            await person.GivePasswordAsync(browser);
            return (browser, route.Pattern);
        }
        await browser.PostAsync("/connexion/inscription", ("email", email));
        var link = await application.LinkToAsync(email, "activation");
        if (route.Pattern != "/connexion/second-facteur")
            return (browser, link);
        await browser.PostAsync(link, ("password", LocalPerson.Password));
        return (browser, route.Pattern);
    }

    /// <summary>The walk over one route.</summary>
    private sealed class Walker(InputWalkTests walk, SiteRoute route, Visitor browser, string? token)
    {
        private int? _plain;

        public async Task<int> GetAllAsync(string path, Func<IReadOnlyCollection<string>> names)
        {
            await PlainAsync(() => GetAsync(path));
            var known = names();
            foreach (var value in Of(known.Count, OddValues.Small, OddValues.Long(OddValues.LongInAddress)))
                await GetAsync(path + "?" + string.Join('&', known.Append("inconnu").Select(name => $"{name}={value}")));
            // What the pages do with a value they share with the API is the same code: one by one is enough for the API.
            if (known.Count < SearchParameters.All.Count || route.Pattern.StartsWith("/api/", StringComparison.Ordinal))
                foreach (var name in known)
                    foreach (var value in OddValues.ShareOf(OddValues.Small, name))
                        await GetAsync($"{path}?{name}={value}");
            foreach (var name in known)
                await GetAsync($"{path}?{string.Join('&', Enumerable.Repeat($"{name}={OddValues.ShareOf(OddValues.Repeated, name).First()}", 600))}");
            await GetAsync(path + "?" + string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"u{i}")));
            await GetAsync(path + "?" + Full(known));
            return known.Count;
        }

        public async Task<int> PostAllAsync(string path, Func<IReadOnlyCollection<string>> names)
        {
            await PlainAsync(() => PostAsync(path, []));
            IReadOnlyCollection<string> known = names();
            for (var before = -1; before != known.Count;)
            {
                before = known.Count;
                await PostAsync(path, known.Select(name => (name, PlausibleOf(name))));
                known = [.. names().Where(name => name != Visitor.TokenField)];
            }
            foreach (var value in Of(known.Count, OddValues.Small, OddValues.Long(15_000)))
                await PostAsync(path, known.Select(name => (name, value)));
            foreach (var name in known)
            {
                foreach (var value in OddValues.ShareOf(OddValues.Small, name).Concat(OddValues.ShareOf(OddValues.Long(15_000), name))
                .Concat(OddValues.Of(name)))
                    await PostAsync(path, known.Select(other => (other, other == name ? value : PlausibleOf(other))));
                await PostAsync(path, Enumerable.Repeat((name, "1"), 400));
            }
            return known.Count;
        }

        public async Task<int> RouteValuesAsync(string path)
        {
            var parameters = route.Endpoint.RoutePattern.Parameters;
            foreach (var parameter in parameters)
                // What is no id does not get past routing. A zero byte in a path is the web server's to refuse (RequestShapeTests).
                foreach (var value in Of(
                    parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? 0 : 1, OddValues.Small, OddValues.Long(600))
                    .Concat([new string('A', 43), Guid.NewGuid().ToString()]).Where(value => value.Length > 0 && value != "%00"))
                {
                    var odd = PathWith(path, parameter.Name, value);
                    await (route.Method == "GET" ? GetAsync(odd) : PostAsync(odd, []));
                }
            return parameters.Count;
        }

        public async Task<int> JsonAsync(string path, Dictionary<string, string> accepted)
        {
            var plain = $"{{{string.Join(',', accepted.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
            await PlainAsync(() =>
                SendAsync(HttpMethod.Post, path, new StringContent(plain, Encoding.UTF8, "application/json"), plain.Length));
            foreach (var body in OddJson.Bodies(accepted))
                await SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), body.Length);
            return accepted.Count;
        }

        /// <summary>All of them, a few where nothing reads them.</summary>
        private IEnumerable<string> Of(int readers, IReadOnlyList<string> small, IReadOnlyList<string> longOnes) =>
            readers > 0 ? small.Concat(longOnes) : OddValues.ShareOf(small, route.Pattern)
                .Concat(OddValues.ShareOf(longOnes, route.Pattern));

        private async Task PlainAsync(Func<Task<(HttpStatusCode Status, int Length, string Location)>> ask)
        {
            var (status, length, location) = await ask();
            _plain = length;
            if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                || location.Contains("connexion?retour=", StringComparison.Ordinal))
                walk._faults.Add($"{Key(route)}: the walk does not get in ({status}).");
        }

        private Task<(HttpStatusCode, int, string)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, path.Length);

        private async Task<(HttpStatusCode, int, string)> PostAsync(string path, IEnumerable<(string Name, string Value)> fields)
        {
            if (Before.TryGetValue(Key(route), out var first))
                await browser.PostBareAsync(first, (Visitor.TokenField, token!));
            var body = string.Join(
                '&', fields.Select(field => $"{field.Name}={field.Value}")
                .Prepend(token is null ? "x=1" : $"{Visitor.TokenField}={Uri.EscapeDataString(token)}"));
            return await SendAsync(
                HttpMethod.Post, path, new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"), body.Length);
        }

        private async Task<(HttpStatusCode, int, string)> SendAsync(HttpMethod method, string path, HttpContent? content, int sent)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.Add(AskedNames.Route, Key(route));
            Interlocked.Increment(ref walk._requests);
            try
            {
                var answer = await browser.SendAsync(request);
                using var response = answer.Response;
                if ((int)answer.Status >= 500)
                    walk._faults.Add($"{Key(route)}: {(int)answer.Status} to {await ShownAsync(path, content)}");
                if (_plain is { } plain && answer.Html.Length > (2 * plain) + (2 * sent) + Allowance)
                    walk._faults.Add($"{Key(route)}: {answer.Html.Length} characters to {sent}, plain {plain}: {await ShownAsync(path, content)}");
                return (answer.Status, answer.Html.Length, answer.Location);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                walk._faults.Add($"{Key(route)}: {failure.GetType().Name} {failure.Message} to {await ShownAsync(path, content)}");
                return (HttpStatusCode.InternalServerError, 0, "");
            }
        }

        private static async Task<string> ShownAsync(string path, HttpContent? content)
        {
            var body = content is null ? "" : " " + await content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var shown = path + body.Replace(Visitor.TokenField, "t", StringComparison.Ordinal);
            return shown.Length <= 400 ? shown : shown[..200] + " … " + shown[^120..];
        }

        /// <summary>As many accepted values as an address holds: each list with fifty.</summary>
        private static string Full(IReadOnlyCollection<string> known)
        {
            (string Name, Func<int, string> Value)[] lists =
            [
                ("domain", i => $"{100 + i}"), ("rome", i => $"A{1000 + i}"), ("certification", i => $"RS{i}"),
                    ("provider", i => $"{10_000_000_000_000 + i}"),
                ("language", i => $"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"), ("department", i => $"{10 + i}"),
            ];
            return string.Join('&',
                lists.Where(list => known.Contains(list.Name))
                .SelectMany(list => Enumerable.Range(0, 50).Select(i => $"{list.Name}={list.Value(i)}")));
        }

        private string PathWith(string path, string parameter, string value)
        {
            var segments = path.Split('/');
            var patterns = route.Endpoint.RoutePattern.PathSegments;
            for (var i = 0; i < patterns.Count; i++)
                if (patterns[i].Parts.OfType<RoutePatternParameterPart>().Any(part => part.Name == parameter))
                    segments[i + 1] = string.Concat(
                        patterns[i].Parts.Select(
                        part => part is RoutePatternLiteralPart literal ? literal.Content : part is RoutePatternSeparatorPart separator
                        ? separator.Content : value));
            return string.Join('/', segments);
        }

        private static string PlausibleOf(string name) => Plausible.TryGetValue(name, out var value) ? Uri.EscapeDataString(value) : "1";
    }
}
