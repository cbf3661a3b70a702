using Marketplace.Catalogue.Offers;

namespace Marketplace.Catalogue.Actions;

/// <summary>
/// A published action whole, as its page, its own JSON and bookings need it: everything the provider says, with contact persons.
/// </summary>
/// <param name="Id">Public id.</param>
/// <param name="Insee">Resolved commune; null when the address could not be placed.</param>
/// <param name="Archived">The provider's catalogue no longer holds it, or it is not shown: <see cref="Withheld"/>.</param>
public sealed record ActionRecord(
    string Id, Offer Offer, TrainingAction Action, ActionProvider Provider, ActionCertification Certification,
    string? Insee, double? Lat, double? Lng, bool Archived, DateTime UpdatedAt, IReadOnlyList<ActionSession> Sessions)
{
    /// <summary>Its provider may not be listed at this moment: nobody can begin a booking, those that are under way go on.</summary>
    public bool ProviderWithheld { get; init; }

    /// <summary>Why it is not shown although the catalogue holds it.</summary>
    public Withheld Withheld { get; init; }

    /// <summary>
    /// Whether one can enrol in a session on a day (<see cref="EnrolmentRule"/>); in none of an archived or withheld action.
    /// </summary>
    public Availability Availability(ActionSession session, DateOnly day)
    {
        var (start, end, open) = (session.Session.Start, session.Session.End, session.Session.Open && !Archived && !ProviderWithheld);
        return EnrolmentRule.On(day, EnrolmentRule.LastDay(Action.PermanentEntry, start, end), open, session.SeatsLeft);
    }

    /// <summary>One can enrol in the session on the day.</summary>
    public bool IsAvailable(ActionSession session, DateOnly day) => Availability(session, day) == Actions.Availability.Available;

    /// <summary>One can enrol in at least one session on the day.</summary>
    public bool IsAvailable(DateOnly day) => Sessions.Any(s => IsAvailable(s, day));

    /// <summary>The first session in which one can enrol on the day; those without a first day come last. Null: none.</summary>
    public ActionSession? NextSession(DateOnly day) => Sessions.Where(s => IsAvailable(s, day))
        .OrderBy(s => s.Session.Start ?? DateOnly.MaxValue).ThenBy(s => s.Session.Number, StringComparer.Ordinal).FirstOrDefault();
}

/// <param name="Nda">Activity declaration number.</param>
/// <param name="Qualiopi">Certified kinds: training, skills-review, vae, apprenticeship.</param>
public sealed record ActionProvider(string Siret, string Name, string? Nda, IReadOnlyList<string> Qualiopi);

/// <param name="Type">rncp, rs, rncp-block, vae, skills-review or driving-licence.</param>
/// <param name="Blocks">The blocs that the offer leads to.</param>
public sealed record ActionCertification(
    string Type, string Code, string Title, int? Level, bool Active, DateOnly? Expires, IReadOnlyList<ActionBlock> Blocks);

/// <param name="Title">Null when the register does not know the bloc.</param>
public sealed record ActionBlock(string Code, string? Title);

/// <param name="Capacity">Seats in all; null when unknown.</param>
public sealed record ActionSession(Session Session, int? Capacity, int SeatsTaken)
{
    /// <summary>Of its row: what bookings and lists name it by.</summary>
    public long Id { get; init; }

    /// <summary>Null when unknown.</summary>
    public int? SeatsLeft => EnrolmentRule.SeatsLeft(Capacity, SeatsTaken);
}
