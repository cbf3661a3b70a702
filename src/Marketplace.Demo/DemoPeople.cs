using Dapper;
using Marketplace.Catalogue.Providers;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Holders;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Demo;

/// <summary>A demo person as <c>/dev</c> lists them.</summary>
/// <param name="Key">Stands in forms and tests, such as <c>holder</c> or <c>operator-rights</c>.</param>
public sealed record DemoPerson(Guid Id, string Key, string Label);

/// <summary>
/// One person of each role, for trying the program out in Development: they have no password and sign in at <c>/dev</c>
/// only. Made again and again without change.
/// </summary>
public sealed class DemoPeople(NpgsqlDataSource database, IdentityVault vault)
{
    /// <summary>The demo holder's number: made up, valid, and fitting the identity below.</summary>
    public const string HolderNir = "285026912300110";

    private static readonly PivotIdentity HolderIdentity = new(
        "EXEMPLE", "Camille", new DateOnly(1985, 2, 14), Sex.Female, "69123", PivotIdentity.France);

    private static readonly (string Kind, int Number, string Name)[] Organisations =
    [
        ("provider", 1, "Centre de formation de démonstration"), ("funder", 2, "Financeur de démonstration"),
            ("cep", 3, "Conseil en évolution professionnelle de démonstration"),
        ("certifier", 4, "Certificateur de démonstration"), ("employer", 5, "Employeur de démonstration"),
        ("analyst", 6, "Service d’études de démonstration"),
    ];

    /// <summary>All of them, in the order of the table of roles.</summary>
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new(IdOf(1), "holder", "Titulaire, compte complet"),
        new(IdOf(2), "holder-declared", "Titulaire sans FranceConnect+, identité à déclarer"),
        new(IdOf(3), Roles.Professional, "Professionnel sans organisation"),
        .. Roles.OfOrganisation.SelectMany(kind => kind.Value.Select(role => (kind.Key, Role: role)))
            .Select((r, i) => new DemoPerson(IdOf(10 + i), $"{r.Key}:{r.Role}", $"{Roles.KindLabels[r.Key]} — {Roles.Labels[r.Role]}")),
        .. Roles.Missions.Select(
        (mission, i) => new DemoPerson(IdOf(40 + i), Roles.OfMission(mission), Roles.Labels[Roles.OfMission(mission)])),
    ];

    /// <summary>Account of a person by their key.</summary>
    public static Guid IdOf(string key) => All.Single(person => person.Key == key).Id;

    /// <summary>Fund of the demo funder in the ledger.</summary>
    public static string Fund { get; } = CounterCodes.Fund("funder", SiretOf(2, 0)[..9]);

    /// <summary>The organisation of the demo people of a kind.</summary>
    public static Guid OrganisationOf(string kind) => IdOf(60 + Array.FindIndex(Organisations, o => o.Kind == kind));

    /// <summary>Makes who is missing.</summary>
    public Task EnsureAsync(CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(7420435)");
        foreach (var (kind, number, name) in Organisations)
        {
            var id = OrganisationOf(kind);
            await connection.ExecuteAsync("""
                INSERT INTO organisation (id, kind, name) VALUES (@id, @kind, @name) ON CONFLICT DO NOTHING;
                INSERT INTO organisation_siret (organisation_id, siret, kind) SELECT @id, siret, @kind FROM unnest(@sirets) siret ON CONFLICT DO NOTHING
                """, new { id, kind, name, sirets = Enumerable.Range(0, kind == "provider" ? 2 : 1).Select(n => SiretOf(number, n)).ToArray() });
        }
        foreach (var person in All)
            await AddAsync(connection, person);
        await AddHolderAsync(connection, cancel);
    }, cancel);

    private static async Task AddAsync(NpgsqlConnection connection, DemoPerson person)
    {
        var parts = person.Key.Split(':');
        var kind = parts.Length == 2 || person.Key == Roles.Professional
            ? "professional" : person.Key.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal)
            ? "operator" : "holder";
        if (await connection.ExecuteAsync("""
            INSERT INTO account (id, kind, email, given_names, family_name, local, activated_at)
            VALUES (@Id, @kind, @email, @given, @family, @local, now()) ON CONFLICT DO NOTHING
            """, new
        {
            person.Id,
            kind,
            email = $"{person.Key.Replace(':', '.')}@demo.example",
            given = kind == "holder" ? "Camille" : "Personne",
            family = kind == "holder" ? "EXEMPLE" : $"de démonstration ({Roles.Labels[parts[^1]]})",
            local = kind == "operator" || person.Key == "holder-declared",
        }) == 0)
            return;
        await AccountHistory.AddAsync(connection, "created", null, person.Id);
        if (parts.Length == 2)
            await connection.ExecuteAsync("INSERT INTO membership (organisation_id, account_id, roles) VALUES (@organisation, @Id, @roles)",
                new { organisation = OrganisationOf(parts[0]), person.Id, roles = new[] { parts[1] } });
        else if (kind == "operator")
            await connection.ExecuteAsync("INSERT INTO operator_mission (account_id, mission) VALUES (@Id, @mission)",
                new { person.Id, mission = person.Key[Roles.OperatorPrefix.Length..] });
        else if (kind == "holder")
            await connection.ExecuteAsync("INSERT INTO holder (account_id) VALUES (@Id)", new { person.Id });
    }

    private async Task AddHolderAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var id = IdOf(1);
        if (await connection.QuerySingleOrDefaultAsync<(string Nir, string Identity)?>(
            "SELECT nir_status, identity_status FROM holder WHERE account_id = @id FOR UPDATE", new { id })
            is not { Nir: "absent", Identity: var identity })
            return;
        var entry = await vault.StoreAsync(
            connection, Marketplace.People.Holders.HolderNir.Kind, System.Text.Encoding.ASCII.GetBytes(HolderNir), HolderNir, cancel);
        await IdentityProcess.Column.MoveAsync(connection, IdentityProcess.Table.Take(identity, IdentityProcess.Vouch, Roles.Holder, new IdentityFacts()), [id], cancel, """
            birth_name = @BirthName, birth_given_names = @GivenNames, birth_date = @BirthDate, sex = 'female', birth_place = @BirthPlace,
            birth_country = @BirthCountry, pivot_lookup = @pivot, identity_source = 'franceconnect', nir_status = 'tied', nir_entry = @entry, nir_at = now()
            """, new
        {
            HolderIdentity.BirthName,
            HolderIdentity.GivenNames,
            HolderIdentity.BirthDate,
            HolderIdentity.BirthPlace,
            HolderIdentity.BirthCountry,
            pivot = await vault.LookupAsync(connection, PivotLock.PivotKind, HolderIdentity.CanonicalText, cancel),
            entry,
        });
    }

    /// <summary>Of an organisation's establishment.</summary>
    internal static string SiretOf(int organisation, int establishment) =>
        Siret.WithCheckDigit($"99900{organisation:000}0000{establishment}");

    private static Guid IdOf(int number) => new($"de300000-0000-4000-8000-{number:000000000000}");
}
