using Xunit;

namespace Marketplace.IntegrationTests.Backup;

/// <summary>A backup knows nothing of what was ended or used since: after a restore none of that holds.</summary>
public sealed class AfterRestoreTests(BackupWorld world) : IClassFixture<BackupWorld>
{
    /// <summary>Tables whose rows are a key or permission for some time, and how many rows still hold.</summary>
    private static readonly Dictionary<string, string> StillHolding = new()
    {
        ["session_key"] = "SELECT count(*) FROM session_key WHERE ended_at IS NULL",
        ["stated_reason"] = "SELECT count(*) FROM stated_reason",
        ["one_time_link"] = "SELECT count(*) FROM one_time_link WHERE used_at IS NULL",
        ["access_token"] = "SELECT count(*) FROM access_token WHERE revoked_at IS NULL",
        ["provider_key"] = "SELECT count(*) FROM provider_key WHERE revoked_at IS NULL",
        ["factor_recovery"] = "SELECT count(*) FROM factor_recovery WHERE state IN ('submitted', 'accepted')",
        ["invitation"] = "SELECT count(*) FROM invitation WHERE accepted_at IS NULL AND revoked_at IS NULL",
    };

    /// <summary>Has a term too, but is what a person decided, not a key: docs/operations.md says what to look at.</summary>
    private static readonly string[] Decisions = ["consent"];

    [Fact]
    public async Task Restore_SessionsLinksAndInvitations_HoldNoMore()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync("""
            INSERT INTO account (id, kind, email) VALUES ('00000000-0000-0000-0000-000000000001', 'operator', 'a@example.org');
            INSERT INTO organisation (id, kind, name) VALUES ('00000000-0000-0000-0000-000000000002', 'provider', 'Organisme');
            INSERT INTO session_key (id, token_hash, account_id, method, device, expires_at)
            VALUES ('00000000-0000-0000-0000-000000000003', '\x01', '00000000-0000-0000-0000-000000000001', 'passkey', 'essai', now() + interval '8 hours');
            INSERT INTO stated_reason (session_id, subject_id, reason, expires_at)
            VALUES ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001', 'essai', now() + interval '30 minutes');
            INSERT INTO one_time_link (token_hash, account_id, purpose, expires_at)
            VALUES ('\x02', '00000000-0000-0000-0000-000000000001', 'reset', now() + interval '1 hour');
            INSERT INTO access_token (account_id, name, token_hash, scope, expires_at)
            VALUES ('00000000-0000-0000-0000-000000000001', 'essai', '\x05', 'act', now() + interval '30 days');
            INSERT INTO provider_key (siret, name, token_hash, scopes, sandbox, expires_at)
            VALUES ('12345678901234', 'essai', '\x06', ARRAY['bookings'], false, now() + interval '30 days');
            INSERT INTO webhook (siret, sandbox, url, events, secret) VALUES ('12345678901234', false, 'https://a.example', ARRAY['booking'], '\x08');
            INSERT INTO idempotent_request (siret, sandbox, name, request_hash) VALUES ('12345678901234', false, 'essai', '\x07');
            INSERT INTO factor_recovery (account_id, state, ready_at) VALUES ('00000000-0000-0000-0000-000000000001', 'accepted', now());
            INSERT INTO invitation (token_hash, organisation_id, email, roles, expires_at)
            VALUES ('\x03', '00000000-0000-0000-0000-000000000002', 'b@example.org', '{manager}', now() + interval '7 days');
            INSERT INTO mail (template, payload) VALUES ('sign-up', '\x04');
            """);
        foreach (var question in StillHolding.Values)
            Assert.Equal(1, await world.ScalarAsync<int>(question));

        await world.RestoreAsync(await world.SaveAsync());

        foreach (var question in StillHolding.Values)
            Assert.Equal(0, await world.ScalarAsync<int>(question));
        Assert.Equal("restored", await world.ScalarAsync<string>("SELECT switched_off_why FROM webhook"));
        Assert.Equal(0, await world.ScalarAsync<int>("SELECT count(*) FROM idempotent_request"));
        Assert.Equal(0, await world.ScalarAsync<int>("SELECT count(*) FROM mail WHERE sent_at IS NULL AND set_aside_at IS NULL"));
        Assert.Equal(3, await world.ScalarAsync<int>(
            "SELECT (SELECT count(*) FROM session_key) + (SELECT count(*) FROM one_time_link) + (SELECT count(*) FROM invitation)"));
    }

    [Fact]
    public async Task EveryTableWithATermOrAToken_IsSettledHere()
    {
        await world.MakeDatabaseAsync();
        var tables = await world.ScalarAsync<string[]>("""
            SELECT array_agg(DISTINCT table_name::text ORDER BY table_name::text) FROM information_schema.columns
            WHERE table_schema = 'public' AND (column_name IN ('expires_at', 'ready_at') OR column_name LIKE '%token%')
            """);
        Assert.Equal([.. StillHolding.Keys.Concat(Decisions).Order(StringComparer.Ordinal)], tables!.Order(StringComparer.Ordinal));
    }
}
