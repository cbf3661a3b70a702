using Marketplace.Demo;
using Marketplace.People.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>Somebody with a browser.</summary>
public sealed record Walker(Asker Asker, PersonBrowser Browser);

/// <summary>Everybody and everything that the walk over the routes needs.</summary>
public class WalkApplication : PeopleApplication
{
    private readonly List<Walker> _walkers = [];
    private readonly List<Guid> _organisations = [];
    private readonly List<Guid> _holders = [];
    private readonly HashSet<(Guid, Guid)> _consents = [];

    public IReadOnlyList<Walker> Walkers => _walkers;

    /// <summary>Two of each kind, and one that is not there.</summary>
    public IReadOnlyList<Guid> Organisations => _organisations;

    /// <summary>With consent to an advisor, without, with one that was revoked or expired, and one that is not there.</summary>
    public IReadOnlyList<Guid> Holders => _holders;

    /// <summary>Holder and organisation of each consent that runs.</summary>
    public IReadOnlySet<(Guid, Guid)> Consents => _consents;

    /// <summary>Ids that nothing has.</summary>
    public Guid Nowhere { get; } = Guid.NewGuid();

    protected override async Task PrepareAsync()
    {
        var others = await AddOrganisationsAsync();
        await AddHoldersAsync();
        _walkers.Add(new Walker(Asker("visitor", null, []), PersonBrowser.Visitor(this)));
        foreach (var person in DemoPeople.All)
            await AddAsync(AskerOf(person));
        // Their role in one organisation must not count in another.
        var both = Guid.NewGuid();
        await AsOwnerAsync("""
            INSERT INTO account (id, kind, email, given_names, family_name, activated_at) VALUES (@both, 'professional', 'deux@example.org', 'Dominique', 'DOUBLE', now());
            INSERT INTO membership (organisation_id, account_id, roles) VALUES (@provider, @both, '{access-manager}'), (@cep, @both, '{cep-advisor}')
            """, new { both, provider = DemoPeople.OrganisationOf("provider"), cep = others["cep"] });
        await AddAsync(Asker("two organisations", both, ["professional"], (DemoPeople.OrganisationOf("provider"), "access-manager"),
            (others["cep"], "cep-advisor")));
        foreach (var person in DemoPeople.All.Where(
            p => p.Key is "operator-rights" or "operator-support" or "operator-control" or "operator-fraud" or "operator-moderation"))
            await AddWithReasonAsync(person);
    }

    private async Task<Dictionary<string, Guid>> AddOrganisationsAsync()
    {
        var others = Roles.OfOrganisation.Keys.ToDictionary(kind => kind, _ => Guid.NewGuid());
        foreach (var (kind, id) in others)
            await AsOwnerAsync("INSERT INTO organisation (id, kind, name) VALUES (@id, @kind, 'Autre organisation ' || @kind)",
                new { id, kind });
        _organisations.AddRange([.. Roles.OfOrganisation.Keys.Select(DemoPeople.OrganisationOf), .. others.Values, Nowhere]);
        return others;
    }

    private async Task AddHoldersAsync()
    {
        var (cep, provider) = (DemoPeople.OrganisationOf("cep"), DemoPeople.OrganisationOf("provider"));
        var (with, without, revoked, expired) = (
            PersonBrowser.Demo("holder"), await AddHolderAsync(), await AddHolderAsync(), await AddHolderAsync());
        await ConsentAsync(with, cep);
        await ConsentAsync(with, provider);
        await ConsentAsync(revoked, cep, revoked: true);
        await ConsentAsync(expired, cep, expires: "-1 second");
        _consents.UnionWith([(with, cep), (with, provider)]);
        _holders.AddRange([with, without, revoked, expired, Nowhere]);
        // A decision waits about each of them: without one there is nothing to open for checking.
        await AsOwnerAsync("""
            UPDATE holder SET nir_status = 'mismatch' WHERE account_id = ANY (@holders);
            INSERT INTO factor_recovery (account_id, state) SELECT account_id, 'submitted' FROM holder WHERE account_id = ANY (@holders)
            """, new { holders = Holders.ToArray() });
    }

    private async Task AddWithReasonAsync(DemoPerson person)
    {
        var asker = AskerOf(person) with { Name = person.Key + " with reason", ReasonFor = new HashSet<Guid> { Holders[0] } };
        var walker = await AddAsync(asker);
        await AsOwnerAsync("INSERT INTO stated_reason VALUES (@Session, @holder, 'Demande du titulaire', now() + interval '30 minutes')",
            new { walker.Browser.Session, holder = Holders[0] });
    }

    private async Task<Walker> AddAsync(Asker asker)
    {
        var walker = new Walker(asker, await PersonBrowser.SignInAsync(this, asker.Account!.Value));
        _walkers.Add(walker);
        return walker;
    }

    private static Asker AskerOf(DemoPerson person) => person.Key.Split(':') switch
    {
        [var kind, var role] => Asker(person.Key, person.Id, ["professional"], (DemoPeople.OrganisationOf(kind), role)),
        [var mission] when mission.StartsWith("operator-", StringComparison.Ordinal) => Asker(person.Key, person.Id, [mission]),
        [Roles.Professional] => Asker(person.Key, person.Id, [Roles.Professional]),
        _ => Asker(person.Key, person.Id, ["holder"]),
    };

    private static Asker Asker(string name, Guid? account, IEnumerable<string> roles, params (Guid, string)[] organisations) =>
        new(name, account, new HashSet<string>(account is null ? ["public"] : ["public", "signed-in", .. roles]), organisations,
            new HashSet<Guid>());

    public override async ValueTask DisposeAsync()
    {
        foreach (var walker in _walkers)
            walker.Browser.Dispose();
        await base.DisposeAsync();
    }
}
