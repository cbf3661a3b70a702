namespace Marketplace.Web.Addresses;

/// <summary>A holder’s enrolments: the request step by step, then the dossier.</summary>
public static class BookingAddresses
{
    public const string List = "/inscriptions";
    public const string New = List + "/nouvelle";
    public const string Deadlines = List + "/mes-delais.ics";
    public static readonly Route<Guid> Dossier = new(List + "/{id:guid}");

    public static readonly Route<Guid> SessionStep = new(Dossier.Pattern + "/session");
    public static readonly Route<Guid> EligibilityStep = new(Dossier.Pattern + "/eligibilite");
    public static readonly Route<Guid> ProfileStep = new(Dossier.Pattern + "/profil");
    public static readonly Route<Guid> FundingStep = new(Dossier.Pattern + "/financement");
    public static readonly Route<Guid> TermsStep = new(Dossier.Pattern + "/conditions");
    public static readonly Route<Guid> SendingStep = new(Dossier.Pattern + "/envoi");
    public static readonly Route<Guid> Discard = new(Dossier.Pattern + "/supprimer");

    public static readonly Route<Guid> Accept = new(Dossier.Pattern + "/accepter");
    public static readonly Route<Guid> AbandonPayment = new(Dossier.Pattern + "/abandonner-le-paiement");
    public static readonly Route<Guid> Decline = new(Dossier.Pattern + "/renoncer");
    public static readonly Route<Guid> AskFunder = new(Dossier.Pattern + "/financeur");
    public static readonly Route<Guid> Cancel = new(Dossier.Pattern + "/annuler");
    public static readonly Route<Guid> Move = new(Dossier.Pattern + "/changer-de-session");
    public static readonly Route<Guid> AgreeMove = new(Move.Pattern + "/accepter");
    public static readonly Route<Guid> RefuseMove = new(Move.Pattern + "/refuser");
    public static readonly Route<Guid> Complain = new(Dossier.Pattern + "/reclamation");
    public static readonly Route<Guid> Messages = new(Dossier.Pattern + "/messages");
    public static readonly Route<Guid, Guid> Attachment = new(Messages.Pattern + "/pieces/{attachment:guid}");
    public static readonly Route<Guid, Guid> ReportMessage = new(Messages.Pattern + "/{message:guid}/signaler");
}
