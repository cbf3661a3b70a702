using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>A dossier as one of its provider's members may see and change it.</summary>
/// <param name="Facts">What the process asks.</param>
/// <param name="Role">In which they act.</param>
public sealed record ProviderDossier(ProviderScope Scope, DossierKey Key, DossierView View, BookingFacts Facts, string Role)
{
    public BookingRow Row => View.Row;

    /// <summary>Their role may change it, not only read.</summary>
    public bool Acts => RightsTable.Current.Of(Rights.BookingsProviderAct).Any(right => right.Role == Role);

    public string Number => BookingNumber.Text(Row.Number);

    /// <summary>What decisions are made on.</summary>
    public Shown Shown => new(Row.Version,
    [
        new("État", StateWords.Label(Row.State)), new("Session", SessionWords.Of(Row.SessionNumber, Row.Starts, Row.Ends)),
        new("Durée", Row.Hours is { } hours ? $"{FrenchFormat.Number(hours)} heures" : "non précisée"),
        new("Prix", FrenchFormat.Price(Row.Price)),
        new("Changement de session",
        View.Move?.AskedBy switch { null => "Aucun", "provider" => "Demandé par vous", _ => "Demandé par la personne" }),
    ]);

    /// <summary>Whether the process lets them do this now.</summary>
    public bool May(string @event) => BookingProcess.Table.Allows(Row.State, @event, Role, Asked, Facts.Now);

    /// <summary>Why not, as the process says it.</summary>
    public string WhyNot(string @event) => BookingProcess.Table.Ask(Row.State, @event, Role, Asked, Facts.Now).Refusal
        ?? "Ce n’est pas possible maintenant.";

    /// <summary>With what stands against a step whatever a form says.</summary>
    internal static BookingFacts With(BookingRow row, BookingFacts facts) => facts with
    {
        WhyNotEnter = facts.Today < row.Starts ? "La formation n’a pas commencé : l’entrée se déclare à partir du premier jour." : null,
        WhyNotExit = facts.Today < row.EntryOn ? "La personne n’est pas encore entrée en formation." : null,
    };

    private BookingFacts Asked => With(Row, Facts);

    /// <summary>Pages above those of its decisions.</summary>
    public IReadOnlyList<Crumb> Trail(Person person) =>
        [.. Scope.TrailOfDossier(person), new Crumb($"Dossier {Number}", Address)];

    public string Address => ProviderBookingAddresses.Dossier.Of(Scope.Organisation.Id, Row.Id);

    /// <summary>For the head of its pages.</summary>
    public DossierHead Head =>
        new(Number, Row.Title, SessionWords.Of(Row.SessionNumber, Row.Starts, Row.Ends), View.LearnerName, StateWords.Label(Row.State),
        StateWords.Badge(Row.State), Address);
}

/// <summary>Which dossier a page is about; model of <c>partials/dossier-head</c>.</summary>
/// <param name="Href">Of the dossier itself.</param>
public sealed record DossierHead(string Number, string Title, string Session, string Name, string State, string Badge, string Href);
