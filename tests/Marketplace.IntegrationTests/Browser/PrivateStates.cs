using System.Text;
using Dapper;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Catalogue.Seats;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Entitlements;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.People.Favourites;
using Marketplace.People.Holders;
using Marketplace.People.Organisations;
using Marketplace.People.Recovery;
using Marketplace.People.SavedSearches;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Alerts;
using Marketplace.Web.Mailing;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>People and data in the states that private pages show, made by the program's own commands.</summary>
public sealed class PrivateStates
{
    private const string Site = "http://localhost";
    private const string VerifiedNir = "190017500100196";

    private readonly NpgsqlDataSource source;
    private readonly IServiceProvider services;
    private readonly Dictionary<string, Guid> people;
    private readonly Dictionary<string, string> paths = new()
    {
        ["{provider}"] = DemoPeople.OrganisationOf("provider").ToString(),
        ["{cep}"] = DemoPeople.OrganisationOf("cep").ToString(),
        ["{employer}"] = DemoPeople.OrganisationOf("employer").ToString(),
        ["{funder}"] = DemoPeople.OrganisationOf("funder").ToString(),
        ["{no-token}"] = new string('A', 43),
        ["{action}"] = SampleCatalogue.Kitchen,
        ["{siret}"] = SampleCatalogue.Siret,
    };

    private PrivateStates(IServiceProvider services)
    {
        this.services = services;
        source = services.GetRequiredService<NpgsqlDataSource>();
        people = DemoPeople.All.ToDictionary(person => person.Key, person => person.Id);
    }

    /// <summary>The account of a demo person, or of a holder made here: waiting, mismatch, refused, verified.</summary>
    public Guid this[string person] => people[person];

    /// <summary>A path with the ids and tokens that its braces name.</summary>
    public string Path(string pattern) =>
        paths.Aggregate(pattern, (path, known) => path.Replace(known.Key, known.Value, StringComparison.Ordinal));

    public static async Task<PrivateStates> PrepareAsync(IServiceProvider services)
    {
        var states = new PrivateStates(services);
        await services.GetRequiredService<DemoPeople>().EnsureAsync(CancellationToken.None);
        await services.GetRequiredService<DemoRights>().EnsureAsync(CancellationToken.None);
        await states.AddContestationsAsync();
        await states.AddHoldersAsync();
        await states.AddConsentsAsync();
        await states.AddInvitationsAsync();
        await states.AddLookUpsAsync();
        await states.AddKeptAsync();
        await states.AddWaitingAsync();
        await states.AddMailsAsync();
        await states.AddSearchesAsync();
        await states.AddOrdersAsync();
        await states.AddReferencingAsync();
        var (learner, bookings) = await PrivateBookingStates.AddAsync(services);
        states.people["learner"] = learner;
        foreach (var (name, value) in bookings)
            states.paths[$"{{{name}}}"] = value;
        var payment = await PrivateCardStates.AddAsync(services, states["holder"]);
        (states.paths["{payment}"], states.paths["{payment-reference}"]) = (payment.ToString(), payment.ToString("N"));
        foreach (var (name, id) in states.people)
            states.paths[$"{{{name}}}"] = id.ToString();
        return states;
    }

    /// <summary>States why an operator opens the files that pages show, for one session.</summary>
    public async Task StateReasonsAsync(Guid session, string person)
    {
        foreach (var holder in new[] { this["holder"], this["waiting"] })
            await services.GetRequiredService<StatedReasons>()
                .StateAsync(session, holder, StatedReasons.Choices[0], new Actor(this[person], person), CancellationToken.None);
    }

    private async Task AddHoldersAsync()
    {
        var checks = services.GetRequiredService<IdentityChecks>();
        var numbers = services.GetRequiredService<HolderNir>();
        foreach (var (name, day) in new[] { ("waiting", 1), ("mismatch", 2), ("refused", 3), ("verified", 4) })
        {
            var id = await AddHolderAsync($"{name}@demo.example");
            people[name] = id;
            var identity = new PivotIdentity(
                "DE LA TOUR-D’AUVERGNE", "Anne-Sophie Marguerite", new DateOnly(1990, 1, day), Sex.Female, "75107", PivotIdentity.France);
            IdentityDocument[] documents = [
                new("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }),
                new("application/pdf", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D })];
            await checks.SubmitAsync(id, identity, documents, new Actor(id, Roles.Holder), CancellationToken.None);
            var seen = (await services.GetRequiredService<HolderStore>().FindAsync(id, CancellationToken.None))!.IdentityVersion;
            if (name == "refused")
                await checks.DecideAsync(
                    id, seen, false, "La photo de votre carte est floue : envoyez-en une autre, prise en pleine lumière.", Site, Operator,
                    CancellationToken.None);
            else if (name != "waiting")
                await checks.DecideAsync(id, seen, true, null, Site, Operator, CancellationToken.None);
        }
        if (!Nir.TryParse(VerifiedNir, out var nir, out var problem))
            throw new InvalidOperationException(problem);
        await services.GetRequiredService<FactorRecoveries>()
            .AskAsync(people["mismatch"], [new("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })],
            id => services.GetRequiredService<RecoveryStopKey>().Address(Site, id), CancellationToken.None);
        await using (var connection = await source.OpenConnectionAsync())
            paths["{stop-recovery}"] = services.GetRequiredService<RecoveryStopKey>()
                .For(await connection.ExecuteScalarAsync<Guid>("SELECT id FROM factor_recovery"));
        // A man's number on a woman's identity, born elsewhere.
        await numbers.TieAsync(
            people["mismatch"], nir, "TOUR", "Anne", new Actor(people["mismatch"], Roles.Holder), CancellationToken.None);
    }

    private async Task<Guid> AddHolderAsync(string email)
    {
        await using var connection = await source.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, email, local, activated_at) VALUES ('holder', @email, true, now()) RETURNING id", new { email });
        await connection.ExecuteAsync("INSERT INTO holder (account_id) VALUES (@id)", new { id });
        return id;
    }

    private async Task AddConsentsAsync()
    {
        var consents = services.GetRequiredService<Consents>();
        foreach (var (person, scope) in new[] { ("holder", "account"), ("verified", "identity") })
            await consents.GiveAsync(
                this[person], DemoPeople.OrganisationOf("cep"), scope, 6, new Actor(this[person], Roles.Holder), CancellationToken.None);
    }

    private async Task AddInvitationsAsync()
    {
        var provider = DemoPeople.OrganisationOf("provider");
        var manager = new Actor(this["provider:access-manager"], Roles.AccessManager, provider);
        var invitations = services.GetRequiredService<Invitations>();
        await invitations.InviteAsync(
            provider, "une.adresse.vraiment.tres.longue.sans.aucune.coupure@organisme-de-formation.exemple", ["bookings"], null, Site,
            manager, CancellationToken.None);
        await invitations.InviteAsync(
            provider, "employer.employer-staff@demo.example", ["catalogue-editor", "billing"], null, Site, manager, CancellationToken.None);
        paths["{invitation}"] = await LinkAsync("employer.employer-staff@demo.example");
    }

    /// <summary>One that waits and one that is answered.</summary>
    private async Task AddContestationsAsync()
    {
        var contestations = services.GetRequiredService<Contestations>();
        var holder = new Actor(this["holder"], Roles.Holder);
        await contestations.SubmitAsync(
            this["holder"], "Mes droits de 2021 sont trop bas : j’ai travaillé toute l’année.", holder, CancellationToken.None);
        var waiting = (await contestations.WaitingAsync(CancellationToken.None))[0];
        await contestations.AnswerAsync(
            waiting.Id, waiting.Version, "Votre employeur a déclaré 600 heures. Demandez-lui de corriger.", Operator,
            CancellationToken.None);
        await contestations.SubmitAsync(
            this["holder"], "Mon employeur a corrigé sa déclaration.\nQuand mes droits changent-ils ?", holder, CancellationToken.None);
    }

    private async Task AddLookUpsAsync()
    {
        var log = services.GetRequiredService<AccessLog>();
        var advisor = new Actor(this["cep:cep-advisor"], "cep-advisor", DemoPeople.OrganisationOf("cep"));
        // More than a page of them.
        for (var i = 0; i < AccessLogReader.PageSize; i++)
            await log.WriteAsync(advisor,
                new AccessEntry("consented-holder.view", AccessOperation.LookUp, this["holder"],
                $"organisation:{DemoPeople.OrganisationOf("cep")}"));
        await log.WriteAsync(Operator with { Reason = "Suspicion de fraude" },
            new AccessEntry("holder.file.view", AccessOperation.LookUp, this["holder"]));
        await source.InTransactionAsync(connection => services.GetRequiredService<Sessions>()
            .StartAsync(connection, this["holder"], "franceconnect", "Firefox sur Android"), CancellationToken.None);
    }

    /// <summary>Favourites, one of them closed, and searches with and without an alert; and the digest that tells of new actions.</summary>
    private async Task AddKeptAsync()
    {
        var holder = new Actor(this["holder"], Roles.Holder);
        await services.GetRequiredService<FavouriteStore>()
            .AddAsync(this["holder"], [SampleCatalogue.Kitchen, SampleCatalogue.Past, SampleCatalogue.Blended], holder,
            CancellationToken.None);
        var searches = services.GetRequiredService<SavedSearchStore>();
        await searches.SaveAsync(
            this["holder"], "Cuisine près de chez moi", "?q=cuisine&near=69123", alert: true, holder, CancellationToken.None);
        await searches.SaveAsync(
            this["holder"], "Une recherche dont le nom est vraiment très long, sans alerte", "?modality=remote&accessibility=sign-language",
            alert: false, holder, CancellationToken.None);
        paths["{unsubscribe}"] = services.GetRequiredService<UnsubscribeKey>().For(this["refused"]);
        var digest = new Digest(this["refused"], "refused@demo.example", 7,
            [new("Cuisine", "?q=cuisine", 7, [new(SampleCatalogue.Kitchen, "Cuisine traditionnelle", "Centre", "Lyon", 60_060)])]);
        await source.InTransactionAsync(connection => MailQueue.EnqueueAsync(
            connection, services.GetRequiredService<MasterKeys>(), services.GetRequiredService<AlertLetter>().Of(digest)),
            CancellationToken.None);
    }

    /// <summary>A full session for which the holder waits, and a seat of another that is offered; the mail that says so.</summary>
    private async Task AddWaitingAsync()
    {
        var (holder, list) = (new Actor(this["holder"], Roles.Holder), services.GetRequiredService<WaitingList>());
        foreach (var offer in new[] { "cuisine-20", "cuisine-21" })
        {
            var action = PublicId.Of(SampleCatalogue.Siret, offer, "A1");
            paths["{full-action}"] = action;
            var (booking, session) = (Guid.NewGuid(), 0L);
            await source.InTransactionAsync(async connection =>
            {
                session = await connection.ExecuteScalarAsync<long>(
                    "SELECT s.id FROM session s JOIN action a ON a.id = s.action_id WHERE a.public_id = @action", new { action });
                await SessionSeats.SetCapacityAsync(connection, session, 1, CancellationToken.None);
                await SessionSeats.TakeAsync(connection, session, booking, CancellationToken.None);
            });
            await list.JoinAsync(session, holder, CancellationToken.None);
            if (offer == "cuisine-20")
                await source.InTransactionAsync(async connection =>
                {
                    await SessionSeats.ReleaseAsync(connection, booking, CancellationToken.None);
                    await list.SeatFreedAsync(connection, session, DateTimeOffset.UtcNow, null, CancellationToken.None);
                });
        }
    }

    /// <summary>In vain, by enough people; long ago enough that the shortest period has none.</summary>
    private Task AddSearchesAsync() => new QueryLogTable(source).AddAsync(
        [.. from text in new[] { "apiculture biodynamique en permaculture", "plongee" }
            from visitor in Enumerable.Range(1, 6)
            select new LoggedQuery(
                DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-10), 9, "page", text, null, null, [], 0, false, null, 1, visitor)],
        CancellationToken.None);

    /// <summary>An order to confirm, with refused lines; one that was paid; transfers that wait for the operator.</summary>
    private async Task AddOrdersAsync()
    {
        var employer = DemoPeople.OrganisationOf("employer");
        var member = new Actor(this["employer:employer-staff"], "employer-staff", employer);
        var siren = (await services.GetRequiredService<OrganisationStore>().FindAsync(employer, CancellationToken.None))!.Sirets[0][..9];
        var orders = services.GetRequiredService<DotationOrders>();
        foreach (var name in new[] { "draft", "paid" })
        {
            var (order, _) = await services.GetRequiredService<BeneficiaryImport>().RunAsync(
                new OrderRequest(employer, siren, DotationProduct.All[0], DotationProduct.All[0].Codes[0]),
                new ReferenceInput("liste.csv",
                () => new MemoryStream(Encoding.UTF8.GetBytes($"nir;montant\n{VerifiedNir};1500\n1;2\n{VerifiedNir};3\n"))),
                member, new DateOnly(2026, 11, 26), CancellationToken.None);
            paths[$"{{order:{name}}}"] = order.ToString()!;
            if (name == "paid")
                await orders.ConfirmAsync(
                    employer, order!.Value, (await orders.FindAsync(employer, order.Value, CancellationToken.None))!.Order.Version, member,
                    new DateOnly(2026, 11, 26), CancellationToken.None);
        }
        var label = (await orders.FindAsync(employer, Guid.Parse(paths["{order:paid}"]), CancellationToken.None))!.Order.Label;
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"reference;date;montant;libelle\nA;2026-11-26;20;{label}\nB;2026-11-26;1500;{label}\nC;2026-11-26;7;{new string('x', 200)}\n");
        await BankImport.RunAsync(source, file, dryRun: false);
        File.Delete(file);
        await services.GetRequiredService<BankMatching>().RunAsync();
        await services.GetRequiredService<DotationCrediting>().RunAsync();
    }

    /// <summary>An application that is begun.</summary>
    private Task AddReferencingAsync() => services.GetRequiredService<Applications>()
        .StartAsync(new Actor(this["professional"], Roles.Professional), CancellationToken.None);

    private async Task AddMailsAsync()
    {
        await services.GetRequiredService<HolderSignUp>().SignUpAsync("nouvelle@demo.example", Site, CancellationToken.None);
        paths["{activation}"] = await LinkAsync("nouvelle@demo.example");
        foreach (var mail in await services.GetRequiredService<CaughtMails>().ListAsync(CancellationToken.None))
            paths[$"{{mail:{mail.Template}}}"] = mail.Id.ToString();
    }

    /// <summary>The token in the link of the last mail to an address.</summary>
    private async Task<string> LinkAsync(string address) =>
        (await services.GetRequiredService<CaughtMails>().ListAsync(CancellationToken.None)).First(mail => mail.To == address)
            .Mail!.Text.Split().First(word => word.StartsWith(Site, StringComparison.Ordinal))[^43..];

    private Actor Operator => new(this["operator-rights"], "operator-rights");
}
