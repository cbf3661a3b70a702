using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Operators;

/// <summary>Operator staff as the administrator sees them.</summary>
public sealed record OperatorView(Guid Id, string Name, string Email, IReadOnlyList<string> Missions, bool Active, bool Disabled)
{
    /// <summary>For who changes their missions.</summary>
    public string Version => StateVersion.Of(Id, Email, Missions, Active, Disabled);

    /// <summary>Of all staff, for who gives somebody access: it may replace what they have.</summary>
    public static string VersionOf(IReadOnlyList<OperatorView> all) => StateVersion.Of([.. all.OrderBy(o => o.Id).Select(o => o.Version)]);
}

/// <summary>What came of changing an operator's account.</summary>
public enum OperatorChange
{
    Done,
    Unknown,
    /// <summary>It changed since it was shown.</summary>
    Stale,
    /// <summary>No active administrator would remain.</summary>
    LastAdministrator,
    /// <summary>No mission is given, or one that there is not.</summary>
    NoMission,
}

/// <summary>Operator staff: invited by an administrator, the first one from the command line.</summary>
public sealed class OperatorAccounts(NpgsqlDataSource database, MasterKeys keys)
{
    private static readonly TimeSpan LinkLasts = TimeSpan.FromHours(24);

    /// <summary>Serialises changes, so that two of them cannot remove the last two administrators.</summary>
    private const long LockKey = 0x6F706572;

    public async Task<IReadOnlyList<OperatorView>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, cancel);
    }

    /// <summary>
    /// The administrator of an installation, from the command line: also the way back in when nobody can sign in any more.
    /// </summary>
    /// <returns>The token of a one-time link; their password and second factor are to be chosen anew.</returns>
    public Task<string> AdministratorAsync(string email, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey });
        var (id, token) = await AccessAsync(connection, email, "", "", [Roles.Administrator], Actor.Program, cancel);
        await AccountHistory.AddAsync(connection, "administrator-from-command-line", null, id);
        return token;
    }, cancel);

    /// <summary>Gives somebody access, or missions and a new link to who has it already, and sends the link.</summary>
    /// <param name="seen"><see cref="OperatorView.VersionOf"/> of the staff that the administrator was shown.</param>
    public Task<OperatorChange> InviteAsync(
        string seen, string email, string givenNames, string familyName, IReadOnlyList<string> missions, string site, Actor actor,
        CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (missions.Count == 0 || !missions.All(Roles.Missions.Contains))
                return OperatorChange.NoMission;
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey });
            if (OperatorView.VersionOf(await ListAsync(connection, cancel)) != seen)
                return OperatorChange.Stale;
            var existing = await connection.ExecuteScalarAsync<Guid?>(
                "SELECT id FROM account WHERE kind = 'operator' AND email = @email", new { email = email.ToLowerInvariant() });
            if (existing is { } again && !missions.Contains(Roles.Administrator) && !await OtherAdministratorAsync(connection, again))
                return OperatorChange.LastAdministrator;
            var (_, token) = await AccessAsync(connection, email, givenNames, familyName, missions, actor, cancel);
            await MailQueue.EnqueueAsync(
                connection, keys, new MailMessage("operator-access", email.ToLowerInvariant(), new Dictionary<string, string>
            {
                ["link"] = LocalAccounts.LinkAddress(site, token),
                ["expires"] = ParisTime.InWords(DateTimeOffset.UtcNow + LinkLasts),
                ["missions"] = string.Join(", ", missions.Select(mission => Roles.Labels[Roles.OfMission(mission)])),
            }), cancel);
            return OperatorChange.Done;
        }, cancel);

    /// <summary>Sets somebody's missions; none closes the account.</summary>
    /// <param name="seen"><see cref="OperatorView.Version"/> of what the administrator was shown.</param>
    public Task<OperatorChange> ChangeAsync(
        Guid account, string seen, IReadOnlyList<string> missions, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (!missions.All(Roles.Missions.Contains))
                return OperatorChange.NoMission;
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey });
            if (await connection.ExecuteScalarAsync<Guid?>(
                "SELECT id FROM account WHERE id = @account AND kind = 'operator' FOR UPDATE", new { account }) is null)
                return OperatorChange.Unknown;
            if ((await ListAsync(connection, cancel)).Single(o => o.Id == account).Version != seen)
                return OperatorChange.Stale;
            if (!missions.Contains(Roles.Administrator) && !await OtherAdministratorAsync(connection, account))
                return OperatorChange.LastAdministrator;
            await SetMissionsAsync(connection, account, missions);
            await connection.ExecuteAsync(
                "UPDATE account SET disabled_at = CASE WHEN @none THEN now() END WHERE id = @account",
                new { account, none = missions.Count == 0 });
            if (missions.Count == 0)
                await Sessions.EndOthersAsync(connection, account, except: null);
            await AccountHistory.AddAsync(
                connection, missions.Count == 0 ? "disabled" : "missions-changed", actor.AccountId, account, detail: new { missions });
            await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.OperatorsManage, AccessOperation.Change, account), cancel);
            return OperatorChange.Done;
        }, cancel);

    private static async Task<IReadOnlyList<OperatorView>> ListAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<(Guid Id, string Name, string Email, string[] Missions, bool Active, bool Disabled)>(new CommandDefinition("""
            SELECT id, trim(given_names || ' ' || family_name), email, ARRAY(SELECT mission FROM operator_mission m WHERE m.account_id = a.id ORDER BY 1),
                activated_at IS NOT NULL, disabled_at IS NOT NULL
            FROM account a WHERE kind = 'operator' ORDER BY family_name, given_names, email
            """, cancellationToken: cancel))).Select(o => new OperatorView(o.Id, o.Name, o.Email, o.Missions, o.Active, o.Disabled))];

    private static Task<bool> OtherAdministratorAsync(NpgsqlConnection connection, Guid account) => connection.ExecuteScalarAsync<bool>("""
        SELECT EXISTS (SELECT FROM operator_mission m JOIN account a ON a.id = m.account_id
            WHERE m.mission = @administrator AND m.account_id <> @account AND a.disabled_at IS NULL AND a.activated_at IS NOT NULL)
        """, new { account, administrator = Roles.Administrator });

    private static async Task<(Guid Id, string Token)> AccessAsync(
        NpgsqlConnection connection, string email, string givenNames, string familyName, IReadOnlyList<string> missions, Actor actor,
        CancellationToken cancel)
    {
        // A new link means new factors: what was there before may be in the wrong hands.
        var id = await connection.ExecuteScalarAsync<Guid>("""
            INSERT INTO account (kind, email, given_names, family_name, local) VALUES ('operator', @email, @givenNames, @familyName, true)
            ON CONFLICT (kind, email) WHERE email IS NOT NULL AND kind <> 'holder' DO UPDATE SET
                password_hash = NULL, totp_secret = NULL, totp_confirmed_at = NULL, disabled_at = NULL
            RETURNING id
            """, new { email = email.ToLowerInvariant(), givenNames, familyName });
        await connection.ExecuteAsync(
            "DELETE FROM passkey WHERE account_id = @id; DELETE FROM recovery_code WHERE account_id = @id", new { id });
        await Sessions.EndOthersAsync(connection, id, except: null);
        await SetMissionsAsync(connection, id, missions);
        await AccountHistory.AddAsync(connection, "operator-access", actor.AccountId, id, detail: new { missions });
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.OperatorsManage, AccessOperation.Change, id), cancel);
        return (id, await OneTimeLinks.MakeAsync(connection, id, LinkPurpose.Activate, LinkLasts));
    }

    private static Task SetMissionsAsync(NpgsqlConnection connection, Guid account, IReadOnlyList<string> missions) => connection.ExecuteAsync("""
        DELETE FROM operator_mission WHERE account_id = @account AND NOT mission = ANY (@missions);
        INSERT INTO operator_mission (account_id, mission) SELECT @account, unnest(@missions) ON CONFLICT DO NOTHING
        """, new { account, missions = missions.ToArray() });
}
