namespace Marketplace.Money.Ledger;

/// <summary>First words of the reasons that a booking's steps write for the holder's history.</summary>
public static class BookingReasons
{
    /// <summary>A page of card payment is open.</summary>
    public const string CardPage = "booking.card-page";
    /// <summary>Lost at the end of a booking; the rule of the ending follows.</summary>
    public const string Kept = "booking.kept";
    /// <summary>Card money that stays the learner's, for another booking; the rule of the ending follows.</summary>
    public const string Credit = "booking.credit";
}
