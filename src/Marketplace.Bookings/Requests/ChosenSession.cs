using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Npgsql;

namespace Marketplace.Bookings.Requests;

/// <summary>A session as it is published at this moment, with the ids of its rows.</summary>
public sealed record ChosenSession(long SessionId, long ActionId, ActionRecord Action, ActionSession Session, string? Domain)
{
    /// <summary>
    /// Null: a licence whose category the title does not tell, or an action that costs nothing: rights do not pay for it.
    /// </summary>
    public string? OfferKind => Action.Action.Fees.InclusiveCents > 0
        ? Money.Funding.OfferKind.Of(Action.Certification.Type, Action.Certification.Title) : null;

    /// <summary>Null: there is no such session, or it was never published.</summary>
    public static async Task<ChosenSession?> FindAsync(
        NpgsqlDataSource database, ActionPageQuery actions, long session, CancellationToken cancel)
    {
        Ids? ids;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            ids = await connection.QuerySingleOrDefaultAsync<Ids>(new CommandDefinition("""
                SELECT s.action_id AS ActionId, a.public_id AS PublicId, s.number AS Number, c.nsf[1] AS Domain
                FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id JOIN certification c ON c.code = o.certification_code
                WHERE s.id = @session
                """, new { session }, cancellationToken: cancel));
        return ids is null || await actions.FindAsync(ids.PublicId, cancel) is not { } action
            || action.Sessions.FirstOrDefault(s => s.Session.Number == ids.Number) is not { } found
            ? null : new ChosenSession(session, ids.ActionId, action, found, ids.Domain);
    }

    /// <summary>The session's id, from the number that its provider gave it; null: none.</summary>
    public static async Task<long?> IdAsync(NpgsqlDataSource database, string publicId, string number, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition("""
            SELECT s.id FROM session s JOIN action a ON a.id = s.action_id WHERE a.public_id = @publicId AND s.number = @number
            """, new { publicId, number }, cancellationToken: cancel));
    }

    /// <summary>A new draft of it.</summary>
    internal BookingRow Draft(Guid account, string offerKind, DateTimeOffset now) => new()
    {
        AccountId = account, CreatedAt = now, Siret = Action.Provider.Siret, ProviderName = Action.Provider.Name, ActionId = ActionId,
        PublicId = Action.Id, SessionId = SessionId, SessionNumber = Session.Session.Number, Title = Action.Offer.Title,
        CertificationCode = Action.Certification.Code, CertificationType = Action.Certification.Type, OfferKind = offerKind,
        Domain = Domain,
        Modality = ModalityWord(Action.Action.Modality), Insee = Action.Insee,
        Zone = HolidayZones.NameOf(HolidayZones.OfCommune(Action.Insee)),
        PermanentEntry = Action.Action.PermanentEntry, HasPrerequisites = Action.Action.HasPrerequisites,
        PublishedStarts = Session.Session.Start, PublishedEnds = Session.Session.End, PublishedHours = Action.Action.Hours,
        PublishedPrice = Action.Action.Fees.InclusiveCents, Price = Action.Action.Fees.InclusiveCents,
        VatRate = Action.Action.Fees.VatRate, Starts = Session.Session.Start, Ends = Session.Session.End, Hours = Action.Action.Hours,
    };

    /// <summary>Brings a draft to what is published now.</summary>
    internal void Refresh(BookingRow draft, string offerKind)
    {
        var now = Draft(draft.AccountId, offerKind, draft.CreatedAt);
        (draft.SessionId, draft.SessionNumber, draft.Title, draft.ProviderName) = (
            now.SessionId, now.SessionNumber, now.Title, now.ProviderName);
        (draft.CertificationCode, draft.CertificationType, draft.OfferKind, draft.Domain) =
            (now.CertificationCode, now.CertificationType, now.OfferKind, now.Domain);
        (draft.Modality, draft.Insee, draft.Zone, draft.PermanentEntry, draft.HasPrerequisites) =
            (now.Modality, now.Insee, now.Zone, now.PermanentEntry, now.HasPrerequisites);
        (draft.PublishedStarts, draft.PublishedEnds, draft.PublishedHours, draft.PublishedPrice) =
            (now.PublishedStarts, now.PublishedEnds, now.PublishedHours, now.PublishedPrice);
        (draft.Starts, draft.Ends, draft.Hours, draft.Price, draft.VatRate) = (now.Starts, now.Ends, now.Hours, now.Price, now.VatRate);
    }

    private static string ModalityWord(Modality modality) => modality switch
    {
        Modality.Remote => "remote",
        Modality.Blended => "blended",
        _ => "in-person",
    };

    private sealed record Ids(long ActionId, string PublicId, string Number, string? Domain);
}
