using Marketplace.Catalogue.Offers;

namespace Marketplace.Web.Pages.Actions;

/// <summary>An action as its page and its own JSON need it: everything the provider's file says, with contact persons.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Insee">Resolved commune; null when the address could not be placed.</param>
/// <param name="Archived">The provider's catalogue no longer holds it.</param>
public sealed record ActionRecord(
    string Id, Offer Offer, TrainingAction Action, ActionProvider Provider, ActionCertification Certification,
    string? Insee, double? Lat, double? Lng, bool Archived, DateTime UpdatedAt, IReadOnlyList<ActionSession> Sessions)
{
    /// <summary>The session can still be joined: open, and not begun (permanent entry: not over).</summary>
    public bool IsAvailable(ActionSession session, DateOnly today) =>
        session.Session.Open && (Action.PermanentEntry || session.Session.Start is null
            ? session.Session.End is null || session.Session.End >= today
            : session.Session.Start >= today);

    /// <summary>At least one session can still be joined.</summary>
    public bool IsAvailable(DateOnly today) => !Archived && Sessions.Any(s => IsAvailable(s, today));
}

/// <param name="Nda">Activity declaration number.</param>
/// <param name="Qualiopi">Certified kinds: training, skills-review, vae, apprenticeship.</param>
public sealed record ActionProvider(string Siret, string Name, string? Nda, IReadOnlyList<string> Qualiopi);

/// <param name="Type">rncp, rs, rncp-block, vae, skills-review or driving-licence.</param>
/// <param name="Blocks">The blocs that the offer leads to.</param>
public sealed record ActionCertification(string Type, string Code, string Title, int? Level, bool Active, DateOnly? Expires, IReadOnlyList<ActionBlock> Blocks);

/// <param name="Title">Null when the register does not know the bloc.</param>
public sealed record ActionBlock(string Code, string? Title);

/// <param name="Capacity">Seats in all; null when unknown.</param>
public sealed record ActionSession(Session Session, int? Capacity, int SeatsTaken)
{
    public int? SeatsLeft => Capacity is { } capacity ? Math.Max(0, capacity - SeatsTaken) : null;
}
