using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Holders;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Requests;

/// <summary>The steps of the funnel, as in their addresses.</summary>
public static class FunnelSteps
{
    public const string Identity = "identite";
    public const string Session = "session";
    public const string Eligibility = "eligibilite";
    public const string Profile = "profil";
    public const string Funding = "financement";
    public const string Terms = "conditions";
    public const string Sending = "envoi";

    /// <summary>In their order; identity is settled elsewhere.</summary>
    public static readonly IReadOnlyList<string> All = [Session, Eligibility, Profile, Funding, Terms, Sending];
}

/// <summary>Something that stands against sending a request.</summary>
/// <param name="Step">Where it is mended: one of <see cref="FunnelSteps"/>.</param>
/// <param name="Text">French: what and how to mend it.</param>
public sealed record SendObstacle(string Step, string Text);

/// <summary>Whether a draft may be sent at this moment, by the same rules on each of its steps and in the command that sends.</summary>
public sealed class SendCheck(DossierFunding funding)
{
    /// <summary>All that stands against it, in the order of the steps.</summary>
    public async Task<IReadOnlyList<SendObstacle>> ObstaclesAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var (row, connection, found) = (dossier.Row, dossier.Connection, new List<SendObstacle>());
        if (!await MayUseRightsAsync(connection, row.AccountId, cancel))
            found.Add(new(FunnelSteps.Identity, "Votre identité n’est pas encore vérifiée, ou votre numéro de sécurité sociale n’est pas rattaché : faites-le dans votre compte, la demande vous attend."));
        found.AddRange(await OfSessionAsync(dossier, cancel));
        found.AddRange(await OfEligibilityAsync(dossier, cancel));
        if (row.Status is null || row.ContactEmail is not { Length: > 0 } || row.ContactCommune is null)
            found.Add(new(FunnelSteps.Profile, "Dites votre situation, votre commune et où l’organisme peut vous écrire."));
        else if (await funding.AnswerAsync(connection, row, dossier.Today, dossier.Rules, cancel) is { Refusal: { } refusal })
            found.Add(new(FunnelSteps.Eligibility, $"{refusal.Text} ({refusal.Reference})"));
        if (row.TermsVersion != dossier.Rules.Stamp)
            found.Add(new(FunnelSteps.Terms, row.TermsVersion is null ? "Lisez et acceptez les conditions d’inscription."
                : "Les conditions d’inscription ont changé depuis que vous les avez acceptées : relisez-les."));
        return found;
    }

    private static async Task<IEnumerable<SendObstacle>> OfSessionAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var row = dossier.Row;
        if (await SessionSeats.LockAsync(dossier.Connection, row.SessionId, cancel) is not { } session || session.Archived)
            return [new(FunnelSteps.Session, "L’organisme ne propose plus cette session : choisissez-en une autre.")];
        if (session.Withheld)
            return [new(FunnelSteps.Session, "L’organisme n’est pas référencé en ce moment : aucune inscription ne peut lui être demandée. Choisissez la formation d’un autre organisme.")];
        // One's own, or one that the waiting list keeps until the request is sent.
        var mine = await dossier.Connection.ExecuteScalarAsync<bool>("""
            SELECT EXISTS (SELECT FROM seat WHERE booking = @Id) OR EXISTS (SELECT FROM waiting_entry
                WHERE session_id = @SessionId AND account_id = @AccountId AND state = 'offered' AND offered_until > @Now)
            """, new { row.Id, row.SessionId, row.AccountId, dossier.Now });
        var left = mine ? null : EnrolmentRule.SeatsLeft(session.Capacity, session.Taken);
        var lastDay = EnrolmentRule.LastDay(session.PermanentEntry, session.Starts, session.Ends);
        if (Why(EnrolmentRule.On(dossier.Today, lastDay, session.Open, left)) is { } why)
            return [new(FunnelSteps.Session, why)];
        if (await ChangesAsync(dossier, session, cancel) is { Length: > 0 } changes)
            return [new(FunnelSteps.Session, $"L’organisme a changé son offre depuis que vous l’avez choisie ({changes}) : choisissez de nouveau la session, pour voir ce qui vaut maintenant.")];
        var start = row.PermanentEntry ? row.WishedStart : row.Starts;
        if (start is null)
            return row.PermanentEntry
                ? [new(FunnelSteps.Session, "L’entrée est permanente : dites le jour où vous voudriez commencer.")] : [];
        if (row.PermanentEntry && (start < session.Starts || start > session.Ends))
            return [new(FunnelSteps.Session, "Le jour où vous voudriez commencer est hors de la période de la formation.")];
        return StartDelay.Earliest(dossier.Rules, dossier.WorkingDays, StartDelay.Request, dossier.Today) is { } earliest
            && start < earliest
            ? [new(FunnelSteps.Session, $"La formation ne peut pas commencer avant le {earliest:dd/MM/yyyy} : il faut {dossier.Rules.Entry(BookingRules.StartAfter).Text.Split(' ')[0]} jours ouvrés. Choisissez une session plus tardive.")]
            : [];
    }

    /// <summary>What of the offer is not as it was chosen; empty: nothing that a request names.</summary>
    private static async Task<string> ChangesAsync(OpenDossier dossier, SessionState session, CancellationToken cancel)
    {
        var row = dossier.Row;
        var action = CatalogueJson.ReadAction((await dossier.Connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "SELECT content::text FROM action WHERE id = @ActionId", new { row.ActionId }, cancellationToken: cancel)))!);
        var changes = new List<string>();
        if (action.Fees.InclusiveCents != row.PublishedPrice)
            changes.Add($"prix : {EuroText.Of(action.Fees.InclusiveCents)}");
        if ((session.Starts, session.Ends) != (row.PublishedStarts, row.PublishedEnds))
            changes.Add("dates");
        if (action.Hours != row.PublishedHours)
            changes.Add("durée");
        return string.Join(", ", changes);
    }

    private static string? Why(Availability availability) => availability switch
    {
        Availability.Available => null,
        Availability.Full => "Cette session est complète : choisissez-en une autre, ou inscrivez-vous sur sa liste d’attente.",
        Availability.Closed => "L’organisme ne prend plus d’inscriptions pour cette session : choisissez-en une autre.",
        _ => "Cette session est passée : choisissez-en une autre.",
    };

    private static async Task<IEnumerable<SendObstacle>> OfEligibilityAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var (row, found) = (dossier.Row, new List<SendObstacle>());
        var (same, session) = await dossier.Connection.QuerySingleAsync<(int, bool)>(new CommandDefinition("""
            SELECT count(*) FILTER (WHERE action_id = @ActionId)::int, coalesce(bool_or(session_id = @SessionId AND state = ANY (@running)), false)
            FROM booking WHERE account_id = @AccountId AND id <> @Id AND state <> 'draft'
            """, new
        {
            row.ActionId, row.SessionId, row.AccountId, row.Id,
            running = BookingProcess.Pending.Concat([BookingProcess.Accepted, BookingProcess.InTraining]).ToArray(),
        }, cancellationToken: cancel));
        if (session)
            found.Add(new(FunnelSteps.Session, "Vous avez déjà un dossier en cours pour cette session."));
        var most = dossier.Rules.Get(BookingRules.RequestsPerAction);
        if (same >= most)
            found.Add(new(FunnelSteps.Eligibility,
                $"Vous avez déjà envoyé {most} demandes pour cette formation : c’est le nombre permis."));
        if (await ReviewedAsync(dossier, cancel) is { } reviewed)
            found.Add(new(FunnelSteps.Eligibility, reviewed));
        if (row.OfferKind == FundingWords.LightVehicleLicence && dossier.Rules.Get(EligibilityRules.LicenceWithoutLicence)
            && !row.AttestsConditions)
            found.Add(new(FunnelSteps.Eligibility,
                "Attestez que vous n’avez pas déjà un permis de conduire valide, ni l’interdiction d’en solliciter un (D6323-8)."));
        return found;
    }

    /// <summary>
    /// A skills review within five years of another (D6323-6); asked when it is sent and again when it is accepted. Null: none.
    /// </summary>
    internal static async Task<string?> ReviewedAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var row = dossier.Row;
        if (row.CertificationType != "skills-review" || dossier.Rules.Get(EligibilityRules.SkillsReviewGap) is not { } gap)
            return null;
        var since = ParisTime.StartOf(dossier.Today.AddYears(-gap.Length));
        return await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM booking WHERE account_id = @AccountId AND id <> @Id AND certification_type = 'skills-review'
                AND state = ANY (@Funded) AND accepted_at > @since)
            """, new { row.AccountId, row.Id, Funded, since }, cancellationToken: cancel))
            ? $"Un bilan de compétences a déjà été financé il y a moins de {gap.Length} ans (D6323-6)." : null;
    }

    private static readonly string[] Funded =
        [BookingProcess.Accepted, BookingProcess.InTraining, BookingProcess.ServiceDeclared, BookingProcess.ServiceValidated];

    private static async Task<bool> MayUseRightsAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM holder h JOIN account a ON a.id = h.account_id
                WHERE h.account_id = @account AND h.identity_status = @verified AND h.nir_status = 'tied' AND a.disabled_at IS NULL)
            """, new { account, verified = IdentityProcess.Verified }, cancellationToken: cancel));
}
