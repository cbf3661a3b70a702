using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;

namespace Marketplace.Bookings.Dossiers;

/// <summary>E-mails about a dossier: queued in the transaction of what they tell.</summary>
public sealed class DossierMail(MasterKeys keys, BookingSite site)
{
    /// <summary>Staff of one establishment that are told of one event.</summary>
    private const int MostStaff = 20;

    internal async Task ToLearnerAsync(OpenDossier dossier, DossierNews news, CancellationToken cancel)
    {
        if (dossier.Row.ContactEmail is { Length: > 0 } address)
            await SendAsync(dossier, news, address, BookingSite.Learner, cancel);
    }

    internal async Task ToProviderAsync(OpenDossier dossier, DossierNews news, CancellationToken cancel)
    {
        var staff = await dossier.Connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT DISTINCT a.email FROM organisation_siret s JOIN organisation o ON o.id = s.organisation_id AND o.closed_at IS NULL
            JOIN membership m ON m.organisation_id = o.id JOIN account a ON a.id = m.account_id
            WHERE s.siret = @Siret AND s.kind = 'provider' AND 'bookings' = ANY (m.roles) AND (m.sirets IS NULL OR @Siret = ANY (m.sirets))
                AND a.email IS NOT NULL AND a.disabled_at IS NULL
            ORDER BY a.email LIMIT {MostStaff}
            """, new { dossier.Row.Siret }, cancellationToken: cancel));
        foreach (var address in staff)
            await SendAsync(dossier, news, address, BookingSite.Provider, cancel);
    }

    /// <summary>Staff of the fund that was asked: kind and SIREN, as <c>CounterCodes.Fund</c> names it.</summary>
    internal async Task ToFunderAsync(OpenDossier dossier, DossierNews news, CancellationToken cancel)
    {
        var staff = await dossier.Connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT DISTINCT a.email FROM organisation_siret s JOIN organisation o ON o.id = s.organisation_id AND o.closed_at IS NULL
            JOIN membership m ON m.organisation_id = o.id JOIN account a ON a.id = m.account_id
            WHERE s.kind || ':' || left(s.siret, 9) = @Funder AND s.kind = 'funder' AND 'funder-staff' = ANY (m.roles)
                AND a.email IS NOT NULL AND a.disabled_at IS NULL
            ORDER BY a.email LIMIT {MostStaff}
            """, new { dossier.Row.Funder }, cancellationToken: cancel));
        foreach (var address in staff)
            await SendAsync(dossier, news, address, BookingSite.Funder, cancel);
    }

    internal async Task ToOperatorsAsync(OpenDossier dossier, DossierNews news, CancellationToken cancel)
    {
        var operators = await dossier.Connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT a.email FROM operator_mission m JOIN account a ON a.id = m.account_id
            WHERE m.mission = 'control' AND a.email IS NOT NULL AND a.disabled_at IS NULL ORDER BY a.email LIMIT {MostStaff}
            """, cancellationToken: cancel));
        foreach (var address in operators)
            await SendAsync(dossier, news, address, BookingSite.Operator, cancel);
    }

    private Task SendAsync(OpenDossier dossier, DossierNews news, string address, string path, CancellationToken cancel) =>
        MailQueue.EnqueueAsync(dossier.Connection, keys, new MailMessage("booking", address, new Dictionary<string, string>
        {
            ["subject"] = news.Subject,
            ["number"] = BookingNumber.Text(dossier.Row.Number),
            ["title"] = dossier.Row.Title,
            ["text"] = news.Text,
            ["next"] = news.Next ?? "",
            ["link"] = site.Address() + path + dossier.Row.Id,
        }), cancel);
}
