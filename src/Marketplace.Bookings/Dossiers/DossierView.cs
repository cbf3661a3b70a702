namespace Marketplace.Bookings.Dossiers;

/// <summary>A dossier whole, for its page and its JSON.</summary>
/// <param name="LearnerName">Given and family name; for the provider and operators.</param>
/// <param name="Deadlines">Those that run, the next first.</param>
/// <param name="Events">Oldest first.</param>
public sealed record DossierView(
    BookingRow Row, string LearnerName, IReadOnlyList<BookingLineRow> Lines, IReadOnlyList<BookingDeadlineRow> Deadlines,
    IReadOnlyList<DossierEvent> Events,
    BookingMoveRow? Move);

/// <summary>A line of a dossier's history.</summary>
/// <param name="Detail">JSON: codes, days, cents.</param>
public sealed record DossierEvent(DateTime At, string Event, string? FromState, string ToState, string Role, string Detail);

/// <summary>A dossier in a list, with the moment that comes next.</summary>
/// <param name="DueAt">UTC; the first moment that is too late; null: nothing runs.</param>
/// <param name="DueEvent">What happens then.</param>
/// <param name="Zone">Of public holidays at the place of the training.</param>
public sealed record DossierSummary(
    Guid Id, long Number, string State, string Title, string ProviderName, string Siret, string SessionNumber, string LearnerName,
    DateOnly? Starts,
    DateOnly? Ends, long Price, DateTime ChangedAt, DateTime? DueAt, string? DueEvent, string? PublicId, string Zone, Guid AccountId);

/// <summary>What a list of dossiers is narrowed by; null: by nothing.</summary>
/// <param name="States">Any of these.</param>
/// <param name="Text">A dossier's number, a learner's name, or words of the training's title.</param>
/// <param name="Siret">Of one establishment.</param>
/// <param name="StartsFrom">First day of the training.</param>
/// <param name="Ids">These alone.</param>
public sealed record DossierFilter(
    IReadOnlyList<string>? States = null, string? Text = null, string? Siret = null, DateOnly? StartsFrom = null,
    DateOnly? StartsUntil = null, long? Session = null,
    IReadOnlyCollection<Guid>? Ids = null);

/// <summary>A session that dossiers are about.</summary>
/// <param name="Number">As its provider calls it.</param>
public sealed record DossierSession(long Id, string Number, string Title, DateOnly? Starts);

/// <summary>A dossier as its provider takes it into a spreadsheet.</summary>
/// <param name="Email">From acceptance on; null: none, or it is not the provider's to know.</param>
/// <param name="ProviderDue">Cents, once the end is known.</param>
public sealed record DossierLine(
    Guid Id, Guid AccountId, long Number, string State, string LearnerName, string? Email, string? Phone, string Title,
    string SessionNumber, string Siret,
    DateOnly? Starts, DateOnly? Ends, int? Hours, long Price, long? ProviderDue, DateTime? DueAt, string? DueEvent);

/// <summary>A page of a list.</summary>
/// <param name="Total">On all pages.</param>
public sealed record DossierList(IReadOnlyList<DossierSummary> Items, int Total);
