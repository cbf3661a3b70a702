namespace Marketplace.ProviderSpace.Dashboard;

/// <summary>What a provider's staff have to look at, of the establishments that they work for.</summary>
public sealed record DashboardView(
    CatalogueCounts Catalogue, IReadOnlyList<FillingSession> Filling, IReadOnlyList<AnswerDue> Due,
    IReadOnlyList<EstablishmentState> Establishments);

/// <summary>The catalogue in numbers.</summary>
/// <param name="Offers">Published.</param>
/// <param name="ArchivedOffers">No longer in the catalogue.</param>
/// <param name="Actions">Published, of published offers.</param>
/// <param name="ClosedActions">Of these, those that nobody can join any more.</param>
/// <param name="ExpiredActions">Of these, those that lead to a certification that is over.</param>
/// <param name="OpenSessions">That take enrolments and are not past.</param>
/// <param name="UnknownSeats">Of these, those whose seats nobody said.</param>
public sealed record CatalogueCounts(
    int Offers, int ArchivedOffers, int Actions, int ClosedActions, int ExpiredActions, int OpenSessions, int UnknownSeats);

/// <summary>A session of which most seats are taken.</summary>
/// <param name="PublicId">Of its action.</param>
public sealed record FillingSession(string PublicId, string Title, string Number, DateOnly? Starts, int Taken, int Capacity);

/// <summary>Dossiers that wait for the provider.</summary>
/// <param name="Event">What is to be done, as the dossier's clock names it.</param>
/// <param name="NextAt">When the first one runs out.</param>
public sealed record AnswerDue(string Event, int Count, DateTime NextAt);

/// <summary>An establishment, and whether its actions are found and booked.</summary>
/// <param name="Withheld">They are not, at this moment.</param>
/// <param name="Paid">It has bank details that count.</param>
public sealed record EstablishmentState(string Siret, bool Withheld, bool Paid);
