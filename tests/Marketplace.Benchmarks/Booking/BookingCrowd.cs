using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Accounts;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Booking;

/// <summary>Holders who are signed in, and a provider's actions; each request is of another pair of them.</summary>
public sealed class BookingCrowd
{
    private const int Holders = 400;
    private const int Actions = 60;
    private const string Siret = "99900000000026";
    private const string Cookie = "__Host-session";
    private static readonly string Key = Convert.ToBase64String(new byte[MasterKeys.KeyLength]);

    private readonly List<string> _tokens = [];
    private readonly List<(string PublicId, long Session)> _actions = [];
    private int _next = -1;

    /// <summary>Of the server: as in Production, without limits of rate.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["RateLimits__AddressPerMinute"] = "0",
        ["RateLimits__AccountPerMinute"] = "0",
        ["Operator__SiteAddress"] = "https://formation.example.fr",
        ["Vault__CurrentKey"] = "benchmark",
        ["Vault__MasterKeys__benchmark"] = Key,
    };

    public static async Task<BookingCrowd> CreateAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var crowd = new BookingCrowd();
        var start = TimeProvider.System.Today().AddDays(60);
        await using (var import = await CatalogueImport.BeginAsync(database, Siret, cancel))
        {
            await import.AddAsync(new AcceptedOffer(TestOffers.Offer(), [.. Enumerable.Range(0, Actions).Select(n =>
                TestOffers.Accepted(TestOffers.Action($"A{n}"), TestOffers.Session("S1", start)))]), cancel);
            await import.CommitAsync(true, cancel);
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        crowd._actions.AddRange(await connection.QueryAsync<(string, long)>("""
            SELECT a.public_id, s.id FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret ORDER BY a.id
            """, new { Siret }));
        for (var n = 0; n < Holders; n++)
            crowd._tokens.Add(await HolderAsync(database, cancel));
        return crowd;
    }

    /// <summary>One request from the action's page to the page that says it is sent.</summary>
    /// <returns>Each page with its time.</returns>
    /// <exception cref="InvalidOperationException">A page did not answer as it should.</exception>
    public async Task<IReadOnlyList<BookingStepTime>> RequestAsync(HttpClient http, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _next);
        var (publicId, session) = _actions[number / Holders % Actions];
        var visit = new Visit(http, _tokens[number % Holders], cancel);
        await visit.GetAsync("1 formation", $"/formations/{publicId}");
        var form = await visit.GetAsync("2 nouvelle", $"/inscriptions/nouvelle?session={session}");
        foreach (var (name, fields) in Steps)
            form = fields is null ? await visit.FollowAsync(name, form) : await visit.PostAsync(name, form, fields);
        return visit.Times;
    }

    /// <summary>Forms in the order of the funnel, with what is filled in; a page that only shows is left by its button.</summary>
    private static readonly (string Name, (string Field, string Value)[]? Fields)[] Steps =
    [
        ("3 commencer", []), ("4 session", []), ("5 eligibilite", []),
        ("6 profil", [("situation", "employee"), ("email", "camille@example.org"), ("commune", "Lyon (69)")]),
        ("7 financement", null), ("8 conditions", [("accord", "oui")]), ("9 envoi", []),
    ];

    private static Task<string> HolderAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var account = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('holder', @email, 'Camille', 'EXEMPLE', now()) RETURNING id",
            new { email = $"{Guid.NewGuid()}@example.org" });
        await connection.ExecuteAsync("""
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_source, nir_status)
            VALUES (@account, 'EXEMPLE', 'Camille', '1985-02-26', 'female', '69123', '99100', 'verified', 'franceconnect', 'tied')
            """, new { account });
        var holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32), cancel);
        await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
        var today = TimeProvider.System.Today();
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(today), cancel);
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual), cancel);
        var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel);
        await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"bench/{holder}", holder, today, rules),
            [new Transfer(Natures.Credit, fund, bucket, 200_000, "test")], cancel);
        var sessions = new Sessions(
            database, new MasterKeys("benchmark", new Dictionary<string, byte[]> { ["benchmark"] = Convert.FromBase64String(Key) }),
            new SessionSettings());
        return (await sessions.StartAsync(connection, account, "development", "Benchmark")).Token;
    }, cancel);

    /// <summary>One browser: keeps the cookies that forms need, and follows redirects within the step that led there.</summary>
    private sealed class Visit(HttpClient http, string token, CancellationToken cancel)
    {
        private static readonly HtmlParser Parser = new();
        private readonly Dictionary<string, string> _cookies = new() { [Cookie] = token };

        public List<BookingStepTime> Times { get; } = [];

        public Task<IHtmlDocument> GetAsync(string name, string path) =>
            SendAsync(name, new HttpRequestMessage(HttpMethod.Get, path), path);

        public Task<IHtmlDocument> FollowAsync(string name, IHtmlDocument page) =>
            GetAsync(name, page.QuerySelector("main a.fr-btn")?.GetAttribute("href")
                ?? throw new InvalidOperationException($"{name}: the page « {page.Title} » leads no further."));

        public Task<IHtmlDocument> PostAsync(string name, IHtmlDocument page, (string Field, string Value)[] fields)
        {
            var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>()
                .FirstOrDefault(f => f.Method == "post"
                    && f.GetAttribute("action")?.EndsWith("/supprimer", StringComparison.Ordinal) != true)
                ?? throw new InvalidOperationException($"{name}: the page « {page.Title} » has no form.");
            var values = form.Elements.OfType<IHtmlInputElement>()
                .Where(i => i.Name is { Length: > 0 } && (i.Type is not ("radio" or "checkbox") || i.IsChecked)
                    && i.Type is not ("submit" or "file"))
                .Select(i => KeyValuePair.Create(i.Name!, i.Value))
                .Concat(form.Elements.OfType<IHtmlTextAreaElement>().Select(t => KeyValuePair.Create(t.Name!, t.Value)))
                .Concat(form.Elements.OfType<IHtmlSelectElement>().Select(s => KeyValuePair.Create(s.Name!, s.Value ?? "")))
                .Where(v => !Array.Exists(fields, f => f.Field == v.Key)).Concat(fields.Select(f => KeyValuePair.Create(f.Field, f.Value)));
            var path = form.GetAttribute("action") is { Length: > 0 } action ? action : page.BaseUri;
            return SendAsync(name, new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) }, path);
        }

        private async Task<IHtmlDocument> SendAsync(string name, HttpRequestMessage request, string path)
        {
            var started = Stopwatch.GetTimestamp();
            for (var hops = 0; ; hops++)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
                using var answer = await http.SendAsync(request, cancel);
                foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var sets) ? sets : [])
                    _cookies[set[..set.IndexOf('=')]] = set[(set.IndexOf('=') + 1)..set.IndexOf(';')];
                if (answer.Headers.Location is { } next && hops < 3)
                {
                    path = next.ToString();
                    request = new HttpRequestMessage(HttpMethod.Get, path);
                    continue;
                }
                var html = await answer.Content.ReadAsStringAsync(cancel);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"{name}: {path} answered {(int)answer.StatusCode}.");
                Times.Add(new(name, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
                return Parser.ParseDocument(html);
            }
        }
    }
}
