namespace Marketplace.Bookings.Agenda;

/// <summary>A moment of a dossier that its learner should know: pages, calendar file and API show the same.</summary>
/// <param name="Name">An event by the clock of <see cref="Dossiers.BookingProcess"/>, a name of <see cref="Dossiers.BookingDues"/>, or one
/// of those here.</param>
/// <param name="At">The first moment that is too late; of a day of the training, its beginning in Paris.</param>
/// <param name="Reason">Why it was put off, as everybody concerned reads it; null: it was not.</param>
public sealed record DossierMoment(string Name, DateTimeOffset At, string? Reason = null)
{
    /// <summary>The end of the withdrawal delay.</summary>
    public const string Withdrawal = "withdrawal";

    /// <summary>The end of cancelling without a fee.</summary>
    public const string FreeCancellation = "free-cancellation";

    /// <summary>First day of the training.</summary>
    public const string Starts = "starts";

    /// <summary>Last day of the training.</summary>
    public const string Ends = "ends";

    /// <summary>A day as a whole, not the end of a delay.</summary>
    public bool IsDay => Name is Starts or Ends;
}
