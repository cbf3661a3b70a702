using System.Text.Json;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Documents;

/// <summary>An event that calls for documents.</summary>
/// <param name="Detail">JSON, as the history keeps it.</param>
internal sealed record CallingEvent(long Id, Guid Booking, DateTime At, string Event, string To, string Detail);

/// <summary>Reads what the documents of an event say: what may change later is taken from the event itself.</summary>
internal sealed class DocumentFactsQuery(RuleBook book)
{
    /// <summary>One for each document that the event calls for, in the order of their kinds.</summary>
    public async Task<IReadOnlyList<DocumentFacts>> OfAsync(NpgsqlConnection connection, CallingEvent calling, CancellationToken cancel)
    {
        await using var all = MarketplaceContext.On<BookingsContext>(connection);
        var row = await all.Bookings.AsNoTracking().SingleAsync(b => b.Id == calling.Booking, cancel);
        var payment = await PaymentAsync(connection, row, cancel);
        var refund = await connection.QuerySingleOrDefaultAsync<DocumentRefund>(new CommandDefinition(
            "SELECT amount AS AmountCents, created_at AS AskedAt FROM card_refund WHERE key = @key",
            new { key = $"booking/{row.Id:N}/end" },
            cancellationToken: cancel));
        var kinds = KindsOf(calling.Event, refund is not null && BookingProcess.Ended.Contains(calling.To)).ToList();
        if (kinds.Count == 0)
            return [];
        var at = new DateTimeOffset(calling.At, TimeSpan.Zero);
        var rules = row.RuleSet is { } stamp && calling.Event != BookingProcess.Propose
            ? await RuleSets.LoadAsync(connection, book, stamp, cancel) : book.On(ParisTime.DateOf(at));
        var terms = TermsOf(row, calling.Detail);
        var zone = HolidayZones.ByName[row.Zone];
        var lines = calling.Event == BookingProcess.Propose ? []
            : await all.Lines.AsNoTracking().Where(l => l.BookingId == row.Id).OrderBy(l => l.Line).ToListAsync(cancel);
        var days = calling.Event == BookingProcess.Propose ? null : EndingDays.Of(row.AcceptedOn!.Value, terms.Starts, zone, rules);
        DateOnly? answerBy = calling.Event == BookingProcess.Propose
            ? WorkingDays.Of(zone).End(ParisTime.DateOf(at), rules.Get(BookingRules.LearnerAnswer)) : null;
        var (learner, provider, place) = await PartiesAsync(connection, row, cancel);
        var made = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT kind FROM booking_document WHERE booking_id = @Id", new { row.Id }, cancellationToken: cancel))).ToList();
        return [.. kinds.Select(
            kind => new DocumentFacts(kind, $"{kind.Prefix}-{row.Number:D9}-{made.Count(name => name == kind.Name) + 1}",
            at, row, terms, learner, provider, place, lines, days, answerBy, rules, payment, refund))];
    }

    private static IEnumerable<DocumentKind> KindsOf(string @event, bool refunded)
    {
        if (@event == BookingProcess.Propose)
            yield return DocumentKinds.Quote;
        if (@event is BookingProcess.Accept or BookingProcess.Settle)
        {
            yield return DocumentKinds.Contract;
            yield return DocumentKinds.ProviderContract;
        }
        if (@event == BookingProcess.Settle)
            yield return DocumentKinds.Receipt;
        if (@event == BookingProcess.Validate)
            yield return DocumentKinds.Attendance;
        if (@event is BookingProcess.Validate or BookingProcess.Cancel)
            yield return DocumentKinds.Recap;
        if (refunded)
            yield return DocumentKinds.RefundReceipt;
    }

    private static DocumentTerms TermsOf(BookingRow row, string json)
    {
        using var detail = JsonDocument.Parse(json);
        return new(
            Day("starts") ?? row.Starts!.Value, Day("ends") ?? row.Ends!.Value, row.Hours,
            detail.RootElement.TryGetProperty("cents", out var cents) ? cents.GetInt64() : row.Price);

        DateOnly? Day(string name) => detail.RootElement.TryGetProperty(name, out var day) && day.GetString() is { } text
            ? DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static async Task<CardPayment?> PaymentAsync(NpgsqlConnection connection, BookingRow row, CancellationToken cancel) =>
        row.PaymentId is { } id
            ? (await CardPayments.OfBookingAsync(connection, row.Id, cancel)).SingleOrDefault(payment => payment.Id == id
                && payment.Bucket is not null) : null;

    private static async Task<(string Learner, DocumentProvider Provider, string? Place)> PartiesAsync(
        NpgsqlConnection connection, BookingRow row, CancellationToken cancel)
    {
        var (learner, nda, street, postcode, city, place) =
            await connection.QuerySingleAsync<(string, string?, string?, string?, string?, string?)>(new CommandDefinition("""
                SELECT trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')), p.nda, p.address, p.postcode, p.city, c.name
                FROM account a LEFT JOIN provider p ON p.siret = @Siret LEFT JOIN place c ON c.insee = @Insee WHERE a.id = @AccountId
                """, new { row.AccountId, row.Siret, row.Insee }, cancellationToken: cancel));
        var address = string.Join(", ", new[] { street, $"{postcode} {city}".Trim() }.Where(part => part is { Length: > 0 }));
        return (learner, new(row.ProviderName, row.Siret, nda, address.Length > 0 ? address : null), place);
    }
}
