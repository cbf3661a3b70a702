using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.BankDetails;

/// <summary>
/// E-mails about bank details, to the contact of those that count and to who manages the organisation's accesses or money: whoever took an
/// account over has to take all of them.
/// </summary>
public sealed class BankDetailsMail(MasterKeys keys, ProviderBankDetails details, BankDetailsSite site)
{
    private const int MostStaff = 20;

    internal Task EnteredAsync(
        NpgsqlConnection connection, string siret, Guid organisation, string masked, DateTimeOffset effect, string token,
        CancellationToken cancel) =>
        SendAsync(connection, siret, organisation,
        $"De nouvelles coordonnées bancaires ({masked}) ont été saisies pour l’établissement {siret}.",
            $"Elles prendront effet le {ParisTime.InWords(effect)}, ou dès qu’une seconde personne de l’organisme les aura confirmées.",
            site.Address() + BankDetailsSite.Stop + token, cancel);

    internal Task CountsAsync(NpgsqlConnection connection, string siret, Guid organisation, string masked, CancellationToken cancel) =>
        SendAsync(connection, siret, organisation, $"Les coordonnées bancaires {masked} de l’établissement {siret} sont en vigueur.",
            "Les prochains virements iront à ce compte. Si ce changement ne vient pas de votre organisme, écrivez-nous sans attendre.", "",
            cancel);

    internal Task StoppedAsync(NpgsqlConnection connection, string siret, Guid organisation, string masked, CancellationToken cancel) =>
        SendAsync(connection, siret, organisation,
            $"Le changement vers les coordonnées bancaires {masked} de l’établissement {siret} est arrêté.",
            "Les coordonnées d’avant, s’il y en avait, restent en vigueur.", "", cancel);

    private async Task SendAsync(
        NpgsqlConnection connection, string siret, Guid organisation, string what, string next, string stop, CancellationToken cancel)
    {
        var staff = await connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT DISTINCT a.email FROM membership m JOIN account a ON a.id = m.account_id
            WHERE m.organisation_id = @organisation AND m.roles && ARRAY['access-manager', 'billing'] AND (m.sirets IS NULL OR @siret = ANY (m.sirets))
                AND a.email IS NOT NULL AND a.disabled_at IS NULL
            ORDER BY a.email LIMIT {MostStaff}
            """, new { organisation, siret }, cancellationToken: cancel));
        var contact = (await details.CurrentAsync(connection, siret, cancel))?.Contact;
        foreach (var address in staff.Append(contact).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            await MailQueue.EnqueueAsync(connection, keys, new MailMessage("bank-details", address, new Dictionary<string, string>
            {
                ["what"] = what, ["next"] = next, ["link"] = stop,
            }), cancel);
    }
}
