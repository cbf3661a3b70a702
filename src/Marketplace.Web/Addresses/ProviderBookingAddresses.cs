using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Addresses;

/// <summary>Training providers: requests and bookings of their sessions.</summary>
public static class ProviderBookingAddresses
{
    public const string Mine = "/of/inscriptions";

    /// <summary>What e-mails lead to: the organisation's own address of the dossier follows.</summary>
    public static readonly Route<Guid> MineOf = new(BookingSite.Provider + "{id:guid}");
    public static readonly Route<Guid> Inbox = new("/of/{organisation:guid}/inscriptions");
    public static readonly Route<Guid> Csv = new(Inbox.Pattern + ".csv");
    public static readonly Route<Guid> AcknowledgeMany = new(Inbox.Pattern + "/accuser-reception");
    public static readonly Route<Guid, Guid> Dossier = new(Inbox.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> Acknowledge = new(Dossier.Pattern + "/accuser-reception");
    public static readonly Route<Guid, Guid> Propose = new(Dossier.Pattern + "/proposer");
    public static readonly Route<Guid, Guid> Refuse = new(Dossier.Pattern + "/refuser");
    public static readonly Route<Guid, Guid> Cancel = new(Dossier.Pattern + "/annuler");
    public static readonly Route<Guid, Guid> Move = new(Dossier.Pattern + "/changer-de-session");
    public static readonly Route<Guid, Guid> AnswerMove = new(Move.Pattern + "/repondre");
    public static readonly Route<Guid, Guid> Enter = new(Dossier.Pattern + "/entree");
    public static readonly Route<Guid, Guid> TakeEntryBack = new(Enter.Pattern + "/reprendre");
    public static readonly Route<Guid, Guid> Exit = new(Dossier.Pattern + "/sortie");
    public static readonly Route<Guid, Guid> Messages = new(Dossier.Pattern + "/messages");
    public static readonly Route<Guid, Guid, Guid> Attachment = new(Messages.Pattern + "/pieces/{attachment:guid}");
    public static readonly Route<Guid, Guid, Guid> ReportMessage = new(Messages.Pattern + "/{message:guid}/signaler");
    public static readonly Route<Guid, Guid> Complaint = new(Dossier.Pattern + "/reclamation");
}
