using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>What a provider is told.</summary>
/// <param name="Text">Completes « L’offre … ».</param>
/// <param name="Next">What they can do; empty: nothing is to be done.</param>
public sealed record ModerationNews(string Subject, string Text, string Next);

/// <summary>E-mails to who keeps a provider's catalogue: queued in the transaction of what they tell.</summary>
public sealed class ModerationMail(MasterKeys keys, BookingSite site)
{
    /// <summary>Where an offer's page is, behind the organisation's; the offer's row follows.</summary>
    public const string Offers = "/offres/";

    private const int MostStaff = 20;

    internal async Task TellAsync(NpgsqlConnection connection, ModerationCase found, ModerationNews news, CancellationToken cancel)
    {
        var staff = await connection.QueryAsync<(string Email, Guid Organisation)>(new CommandDefinition($"""
            SELECT DISTINCT ON (a.email) a.email, o.id FROM organisation_siret s
            JOIN organisation o ON o.id = s.organisation_id AND o.closed_at IS NULL
            JOIN membership m ON m.organisation_id = o.id JOIN account a ON a.id = m.account_id
            WHERE s.siret = @Siret AND s.kind = 'provider' AND m.roles && ARRAY['catalogue-editor', 'access-manager']
                AND (m.sirets IS NULL OR @Siret = ANY (m.sirets)) AND a.email IS NOT NULL AND a.disabled_at IS NULL
            ORDER BY a.email LIMIT {MostStaff}
            """, new { found.Siret }, cancellationToken: cancel));
        foreach (var (address, organisation) in staff)
            await MailQueue.EnqueueAsync(connection, keys, new MailMessage("moderation", address, new Dictionary<string, string>
            {
                ["subject"] = news.Subject,
                ["title"] = found.Title,
                ["number"] = found.Number,
                ["text"] = $"{(found.Action is null ? "L’offre" : "Une action de l’offre")} {news.Text}",
                ["reason"] = found.Reason ?? "",
                ["basis"] = found.Basis ?? "",
                ["next"] = news.Next,
                ["link"] = $"{site.Address()}/of/{organisation}{Offers}{found.Offer}",
            }), cancel);
    }
}
