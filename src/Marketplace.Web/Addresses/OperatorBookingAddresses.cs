using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Addresses;

/// <summary>Operator staff: bookings. What shows one person's dossier names its holder, for whom a reason is stated first.</summary>
public static class OperatorBookingAddresses
{
    public const string Desk = OperationsAddresses.Home + "/inscriptions";

    /// <summary>What e-mails lead to.</summary>
    public static readonly Route<Guid> Lead = new(BookingSite.Operator + "{id:guid}");
    public static readonly Route<Guid, Guid> Dossier = new(Desk + "/{holder:guid}/{id:guid}");
    public static readonly Route<Guid, Guid> Exit = new(Dossier.Pattern + "/sortie");
    public static readonly Route<Guid, Guid> Cancel = new(Dossier.Pattern + "/annuler");
    public static readonly Route<Guid, Guid> NeverBegan = new(Dossier.Pattern + "/jamais-commencee");
    public static readonly Route<Guid, Guid> CloseComplaint = new(Dossier.Pattern + "/reclamation");
    public static readonly Route<Guid, Guid> CloseReport = new(Dossier.Pattern + "/signalement");
    public const string Deadlines = Desk + "/delais";
    public const string RetryDeadline = Deadlines + "/relancer";
}
