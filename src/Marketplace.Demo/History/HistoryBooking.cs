namespace Marketplace.Demo.History;

/// <summary>A dossier of the made-up past. Amounts are cents.</summary>
/// <param name="Person">Number of the learner.</param>
/// <param name="Session">Of the catalogue: what was learnt, where and from whom.</param>
/// <param name="Accepted">Null: it was never accepted.</param>
/// <param name="Entry">Null: it did not begin.</param>
/// <param name="Ended">Null: it goes on.</param>
/// <param name="TopUpKind">Null: nobody helped.</param>
internal sealed record HistoryBooking(
    Guid Id, int Person, long Session, string State, DateTime Requested, DateTime? Proposed, DateTime? Accepted, DateOnly Starts,
    DateOnly Ends,
    DateOnly? Entry, DateTime? Ended, long Price, long Participation, string? Exemption, long Annual, long TopUp, string? TopUpKind,
    long Rest,
    string AgeClass, string Sex, string Situation, string Residence);
