using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>The site's public address, which links in e-mails begin with: known by whoever hosts this.</summary>
public sealed record ReferencingSite(Func<string> Address)
{
    /// <summary>Where an applicant follows the application; the site maps its page on the same.</summary>
    public const string Applicant = "/referencement";

    /// <summary>Where operators find applications; an id follows.</summary>
    public const string Operator = "/gestion/referencements/";

    /// <summary>Where members find their organisations.</summary>
    public const string Members = "/espace";
}

/// <summary>E-mails about referencings, in the transaction of what they tell.</summary>
public sealed class ReferencingMail(MasterKeys keys, ReferencingSite site)
{
    private const int Most = 50;

    private const string Hidden = "Vos formations ne sont plus proposées. Les inscriptions en cours se poursuivent.";
    private const string Back = "Vos formations sont de nouveau proposées.";

    private static readonly Dictionary<string, (string Subject, string Text)> Words = new()
    {
        [ReferencingProcess.Submit] = ("Votre demande de référencement est déposée",
            "Un agent vérifie d’abord qu’elle est complète. Les délais sont dits sur la page de la demande."),
        [ReferencingProcess.AskMore] = ("Votre demande de référencement est à compléter",
            "Complétez-la, puis déposez-la de nouveau : les délais recommencent alors."),
        [ReferencingProcess.Complete] = ("Votre demande de référencement est complète",
            "Un agent l’instruit. Le délai de décision est dit sur la page de la demande."),
        [ReferencingProcess.Accept] = ("Votre organisme est référencé",
            "Vous en gérez les accès : invitez vos collègues, donnez les coordonnées bancaires, publiez vos offres."),
        [ReferencingProcess.Refuse] = ("Votre demande de référencement est refusée",
            "Vous pouvez en déposer une autre quand ce qui est reproché aura changé."),
        [ReferencingProcess.Suspend] = ("Le référencement de votre organisme est suspendu",
            Hidden + " Présentez vos observations dans la procédure contradictoire."),
        [ReferencingProcess.Delist] = ("Votre organisme est déréférencé temporairement", Hidden),
        [ReferencingProcess.StrikeOff] = ("Votre organisme est radié", Hidden),
        [ReferencingProcess.Reinstate] = ("Votre organisme est réintégré", Back),
        [ReferencingProcess.MeasureEnds] = ("Votre organisme est réintégré", "La mesure est finie. " + Back),
    };

    internal async Task TellAsync(OpenReferencing open, string @event, DateOnly? until, string? reason, CancellationToken cancel)
    {
        if (!Words.TryGetValue(@event, out var words))
            return;
        var applies = open.Row.ApplicantId is not null && open.Row.OrganisationId is null;
        foreach (var address in await (applies ? ApplicantAsync(open, cancel) : MembersAsync(open, cancel)))
            await SendAsync(open, address, words.Subject,
                (until is { } day ? $"Jusqu’au {day:dd/MM/yyyy} inclus. " : "") + words.Text, reason, @event, applies
                ? ReferencingSite.Applicant : ReferencingSite.Members, cancel);
        if (@event == ReferencingProcess.Submit)
            foreach (var address in await OperatorsAsync(open, cancel))
                await SendAsync(open, address, "Une demande de référencement est à vérifier",
                    $"L’établissement {open.Row.Siret} demande son référencement.", null, @event,
                    ReferencingSite.Operator + open.Row.Id, cancel);
    }

    private static async Task<IEnumerable<string>> ApplicantAsync(OpenReferencing open, CancellationToken cancel) =>
        (await open.Connection.QueryAsync<string>(new CommandDefinition(
            "SELECT email FROM account WHERE id = @ApplicantId AND email IS NOT NULL AND disabled_at IS NULL", new { open.Row.ApplicantId },
            cancellationToken: cancel)))
            .Append(open.Row.Application.ContactEmail).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static Task<IEnumerable<string>> MembersAsync(OpenReferencing open, CancellationToken cancel) =>
        open.Connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT DISTINCT a.email FROM organisation_siret s JOIN organisation o ON o.id = s.organisation_id AND o.closed_at IS NULL
            JOIN membership m ON m.organisation_id = o.id JOIN account a ON a.id = m.account_id
            WHERE s.siret = @Siret AND s.kind = 'provider' AND (m.sirets IS NULL OR @Siret = ANY (m.sirets)) AND a.email IS NOT NULL
                AND a.disabled_at IS NULL
            ORDER BY a.email LIMIT {Most}
            """, new { open.Row.Siret }, cancellationToken: cancel));

    private static Task<IEnumerable<string>> OperatorsAsync(OpenReferencing open, CancellationToken cancel) =>
        open.Connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT a.email FROM operator_mission m JOIN account a ON a.id = m.account_id
            WHERE m.mission = 'moderation' AND a.email IS NOT NULL AND a.disabled_at IS NULL ORDER BY a.email LIMIT {Most}
            """, cancellationToken: cancel));

    private Task SendAsync(
        OpenReferencing open, string address, string subject, string text, string? reason, string @event, string path,
        CancellationToken cancel) =>
        MailQueue.EnqueueAsync(open.Connection, keys, new MailMessage("referencing", address, new Dictionary<string, string>
        {
            ["subject"] = subject, ["text"] = text, ["reason"] = reason ?? "",
            ["basis"] = $"Code du travail, {ReferencingProcess.Basis[@event]}.", ["link"] = site.Address() + path,
        }), cancel);
}
