using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

/// <summary>From the queue to a real mail server. Each test writes to addresses of its own.</summary>
public sealed class MailSendingTests(MailApplication application) : IClassFixture<MailApplication>
{
    [Fact]
    public async Task Queued_Mail_ArrivesWithSubjectTextAndHtml()
    {
        var id = await application.QueueAsync("zoe@exemple.fr", "invitation");
        await application.UntilAsync(id, "sent_at IS NOT NULL AND payload IS NULL AND error IS NULL");
        var mail = Assert.Single(To("zoe@exemple.fr"));
        Assert.Equal("Greta d’Île-de-France vous invite", mail.Subject);
        Assert.Equal("Société d’État", Assert.Single(mail.From.Mailboxes).Name);
        Assert.Equal("ne-pas-repondre@formation.example", mail.From.Mailboxes.Single().Address);
        Assert.Contains("Zoé Lefèvre vous invite à rejoindre", mail.TextBody);
        Assert.Contains(MailSamples.Link, mail.TextBody);
        Assert.Contains("<html lang=\"fr\">", mail.HtmlBody);
        Assert.Contains("à rejoindre l’espace", mail.HtmlBody);
        Assert.Equal("multipart/alternative", mail.Body!.ContentType.MimeType);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Contains(id.ToString("N"), mail.MessageId);
    }

    [Fact]
    public async Task Queued_Digest_OffersMailProgramsTheButtonThatEndsIt()
    {
        await application.UntilAsync(await application.QueueAsync("lecteur@exemple.fr", "search-digest"), "sent_at IS NOT NULL");
        await application.UntilAsync(await application.QueueAsync("autre@exemple.fr", "reset"), "sent_at IS NOT NULL");
        var digest = Assert.Single(To("lecteur@exemple.fr"));
        Assert.Equal("<https://formation.example/desabonnement/a1_b2-c3>", digest.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", digest.Headers["List-Unsubscribe-Post"]);
        Assert.Null(Assert.Single(To("autre@exemple.fr")).Headers["List-Unsubscribe"]);
    }

    [Fact]
    public async Task Queued_InATransactionThatIsRolledBack_SendsNothing()
    {
        await using (var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await MailQueue.EnqueueAsync(connection, application.Services.GetRequiredService<MasterKeys>(),
                new MailMessage("reset", "jamais@exemple.fr", MailSamples.Values["reset"]), TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }
        await application.UntilAsync(await application.QueueAsync("ensuite@exemple.fr"), "sent_at IS NOT NULL");
        Assert.Single(To("ensuite@exemple.fr"));
        Assert.Empty(To("jamais@exemple.fr"));
    }

    [Fact]
    public async Task Server_DownThenUp_MailIsSentLater()
    {
        await application.Smtp.StopAsync();
        var id = await application.QueueAsync("patience@exemple.fr");
        await application.UntilAsync(
            id, "attempts = 1 AND error LIKE 'serveur de messagerie injoignable%' AND next_attempt_at > now() AND payload IS NOT NULL");
        application.Smtp.Start();
        await MakeDueAsync(id);
        await application.UntilAsync(id, "sent_at IS NOT NULL AND payload IS NULL AND error IS NULL");
        Assert.Single(To("patience@exemple.fr"));
    }

    [Fact]
    public async Task Recipient_RefusedForGood_IsSetAsideAndTheNextMailLeaves()
    {
        var refused = await application.QueueAsync("inconnu@exemple.fr");
        var next = await application.QueueAsync("suivant@exemple.fr");
        await application.UntilAsync(refused, "set_aside_at IS NOT NULL AND attempts = 1 AND error NOT LIKE '%@%' AND error LIKE '%(550)'");
        await application.UntilAsync(next, "sent_at IS NOT NULL");
        Assert.Single(To("suivant@exemple.fr"));
    }

    [Theory]
    [InlineData("victime@exemple.fr\r\nBcc: tiers@exemple.fr")]
    [InlineData("victime@exemple.fr, tiers@exemple.fr")]
    [InlineData("pas une adresse")]
    public async Task Recipient_NotExactlyOneAddress_IsNeverSentTo(string address)
    {
        var wrong = await application.QueueAsync(address);
        var next = await application.QueueAsync("apres@exemple.fr");
        await application.UntilAsync(wrong, "set_aside_at IS NOT NULL AND error = 'adresse non valide'");
        await application.UntilAsync(next, "sent_at IS NOT NULL");
        Assert.Empty(To("victime@exemple.fr"));
        Assert.Empty(To("tiers@exemple.fr"));
    }

    [Fact]
    public async Task Template_ThatDoesNotExist_NeverBlocksOthers()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid>("INSERT INTO mail (template, payload) VALUES ('rien', '\\x00') RETURNING id");
        await application.UntilAsync(await application.QueueAsync("quand-meme@exemple.fr"), "sent_at IS NOT NULL");
        await application.UntilAsync(id, "attempts = 1 AND sent_at IS NULL AND error IS NOT NULL");
        await connection.ExecuteAsync("DELETE FROM mail WHERE id = @id", new { id });
    }

    [Fact]
    public async Task Taken_ByAProcessThatDied_IsSentWhenTheLeaseEnds()
    {
        // As TakeAsync of a killed process left it.
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await MailQueue.EnqueueAsync(connection, application.Services.GetRequiredService<MasterKeys>(),
            new MailMessage("reset", "repris@exemple.fr", MailSamples.Values["reset"]), TestContext.Current.CancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid>("""
            UPDATE mail SET attempts = 1, next_attempt_at = now() + interval '2 minutes' WHERE xmin = pg_current_xact_id()::xid RETURNING id
            """);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await application.UntilAsync(await application.QueueAsync("entretemps@exemple.fr"), "sent_at IS NOT NULL");
        Assert.Empty(To("repris@exemple.fr"));
        await MakeDueAsync(id);
        await application.UntilAsync(id, "sent_at IS NOT NULL AND attempts = 2");
        Assert.Single(To("repris@exemple.fr"));
    }

    [Fact]
    public async Task Worker_ConnectionCut_ListensAgain()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN mail'");
        await application.UntilAsync(await application.QueueAsync("reconnecte@exemple.fr"), "sent_at IS NOT NULL");
        Assert.Single(To("reconnecte@exemple.fr"));
    }

    private IEnumerable<MimeMessage> To(string address) =>
        application.Smtp.Received.Where(mail => mail.To.Mailboxes.Concat(mail.Bcc.Mailboxes).Any(to => to.Address == address));

    private async Task MakeDueAsync(Guid id)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("UPDATE mail SET next_attempt_at = now() WHERE id = @id; NOTIFY mail", new { id });
    }
}
