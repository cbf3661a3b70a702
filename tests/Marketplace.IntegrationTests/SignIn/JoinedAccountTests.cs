using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>An account made from documents that FranceConnect+ joins: who made it may have shown false papers.</summary>
public sealed class JoinedAccountTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    [Fact]
    public async Task FranceConnect_JoiningALocalAccount_EndsItsOtherWaysIn()
    {
        var person = application.FranceConnect.Person = People.Learner();
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        var account = (await application.AccountOfAsync(person))!.Value;
        // As if it had been made from documents, with a password, a key and an open session of somebody else's.
        await using (var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("""
                DELETE FROM external_login WHERE account_id = @account;
                UPDATE account SET local = true, email = 'faux@exemple.fr', password_hash = 'x', totp_secret = '\x00', totp_confirmed_at = now() WHERE id = @account;
                UPDATE holder SET identity_source = 'documents' WHERE account_id = @account;
                INSERT INTO passkey (credential_id, account_id, name, public_key, sign_count, user_verified, backup_eligible, backed_up, attestation_object, client_data_json)
                VALUES (gen_random_uuid()::text::bytea, @account, 'clé', '\x00', 0, true, false, false, '\x00', '\x00');
                INSERT INTO one_time_link (token_hash, account_id, purpose, expires_at) VALUES (gen_random_uuid()::text::bytea, @account, 'reset', now() + interval '1 hour');
                WITH advisor AS (INSERT INTO organisation (kind, name) VALUES ('cep', 'Conseil') RETURNING id)
                INSERT INTO consent (holder_id, organisation_id, scope, expires_at) SELECT @account, id, 'account', now() + interval '1 month' FROM advisor;
                WITH asked AS (INSERT INTO saved_query (query) VALUES ('?q=faux') RETURNING id)
                INSERT INTO saved_search (account_id, query_id, name, alert) SELECT @account, id, 'Faux', true FROM asked;
                INSERT INTO factor_recovery (account_id, state) VALUES (@account, 'submitted')
                """, new { account });

        using var browser = await application.SignedInAsync("franceconnect", person with { Subject = person.Subject + "-new" });
        Assert.Equal("/mon-compte", (await browser.OpenAsync("/mon-compte")).Path);
        Assert.Equal(0, await application.ReadAsync<long>("""
            SELECT (SELECT count(*) FROM passkey WHERE account_id = @account)
                + (SELECT count(*) FROM one_time_link WHERE account_id = @account AND used_at IS NULL)
                + (SELECT count(*) FROM consent WHERE holder_id = @account AND revoked_at IS NULL)
                + (SELECT count(*) FROM saved_search WHERE account_id = @account AND alert)
                + (SELECT count(*) FROM factor_recovery WHERE account_id = @account AND state = 'submitted')
                + (SELECT count(*) FROM account WHERE id = @account AND (local OR password_hash IS NOT NULL OR totp_secret IS NOT NULL))
            """, new { account }));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM account_event WHERE account_id = @account AND event = 'consent-revoked'", new { account }));
        // Of the sessions only the one that just began.
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM session_key WHERE account_id = @account AND ended_at IS NULL", new { account }));
        foreach (var address in new[] { "faux@exemple.fr", (string)person.Claims["email"] })
            Assert.Contains(await application.MailsToAsync(address), mail => mail.Template == "security-changed");
    }

    [Fact]
    public async Task FranceConnect_WithoutAnAddress_KeepsNoneOfWhoeverWasThere()
    {
        var person = application.FranceConnect.Person = People.Learner();
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        var account = (await application.AccountOfAsync(person))!.Value;
        await application.ExecuteAsync("""
            DELETE FROM external_login WHERE account_id = @account;
            UPDATE account SET local = true, email = 'sans.adresse@exemple.fr' WHERE id = @account
            """, new { account });
        (await application.SignedInAsync("franceconnect", person.With("email", "") with { Subject = person.Subject + "-new" })).Dispose();
        Assert.Null(await application.ReadAsync<string?>("SELECT email FROM account WHERE id = @account", new { account }));
    }
}
