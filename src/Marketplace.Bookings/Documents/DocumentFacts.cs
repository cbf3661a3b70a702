using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;

namespace Marketplace.Bookings.Documents;

/// <summary>The training of a dossier as its event fixed it: a later move to another session does not reach an earlier document.</summary>
public sealed record DocumentTerms(DateOnly Starts, DateOnly Ends, int? Hours, long PriceCents);

/// <param name="Nda">Number of its declaration of activity.</param>
public sealed record DocumentProvider(string Name, string Siret, string? Nda, string? Address);

/// <summary>What is given back on a card.</summary>
public sealed record DocumentRefund(long AmountCents, DateTime AskedAt);

/// <summary>All that a document says, in figures and codes.</summary>
/// <param name="Kind">One of <see cref="DocumentKinds"/>.</param>
/// <param name="Number">As people name it.</param>
/// <param name="At">Moment of the event.</param>
/// <param name="Lines">Who pays what; empty before acceptance.</param>
/// <param name="Days">Until when it ends without cost; null before acceptance.</param>
/// <param name="AnswerBy">Of a quote: the last day to accept it.</param>
/// <param name="Rules">In force for the dossier.</param>
/// <param name="Payment">By card; null: none.</param>
public sealed record DocumentFacts(
    DocumentKind Kind, string Number, DateTimeOffset At, BookingRow Row, DocumentTerms Terms, string LearnerName,
        DocumentProvider Provider, string? Place,
    IReadOnlyList<BookingLineRow> Lines, EndingDays? Days, DateOnly? AnswerBy, RulesInForce Rules, CardPayment? Payment,
        DocumentRefund? Refund);

/// <summary>A document as it is kept.</summary>
public sealed record RenderedDocument(string Title, string Html, byte[] Pdf);

/// <summary>Makes pages of facts: the program's templates are not known here.</summary>
public interface IDocumentRenderer
{
    /// <summary>Why nothing can be made on this machine, for the log; null: all is there.</summary>
    string? Obstacle { get; }

    Task<RenderedDocument> RenderAsync(DocumentFacts facts, CancellationToken cancel);
}
