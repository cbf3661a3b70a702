namespace Marketplace.Web.Addresses;

/// <summary>Operator staff.</summary>
public static class OperationsAddresses
{
    public const string Home = "/gestion";
    public const string Identities = Home + "/identites";
    public static readonly Route<Guid> Identity = new(Identities + "/{holder:guid}");
    public static readonly Route<Guid, Guid> IdentityDocument = new(Identity.Pattern + "/pieces/{document:guid}");
    public static readonly Route<Guid> DecideIdentity = new(Identity.Pattern + "/identite");
    public static readonly Route<Guid> DecideNir = new(Identity.Pattern + "/numero");
    public const string Recoveries = Home + "/secours";
    public static readonly Route<Guid> Recovery = new(Recoveries + "/{holder:guid}");
    public static readonly Route<Guid, Guid> RecoveryDocument = new(Recovery.Pattern + "/pieces/{document:guid}");
    public const string Contestations = Home + "/contestations";
    public const string Holders = Home + "/titulaires";
    public static readonly Route<Guid> Holder = new(Holders + "/{holder:guid}");
    public static readonly Route<Guid> HoldFile = new(Holder.Pattern + "/contentieux");
    public static readonly Route<Guid> SuspendHolder = new(Holder.Pattern + "/suspendre");
    public static readonly Route<Guid> Reason = new(Home + "/motif/{holder:guid}");
    public const string Organisations = Home + "/organisations";
    public const string Operators = Home + "/agents";
    public const string Missions = Operators + "/missions";
    public const string BankEntries = Home + "/virements";
    public const string AttachBankEntry = BankEntries + "/rattacher";
    public const string ReturnBankEntry = BankEntries + "/rendre";
    public const string CardPayments = Home + "/paiements";
    public const string RetryRefund = CardPayments + "/relancer";
    public const string UnfruitfulSearches = Home + "/recherches-sans-resultat";
    public const string UnfruitfulSearchesCsv = Home + "/recherches-sans-resultat.csv";
    public const string AccessLog = Home + "/journal";
    public const string Jobs = Home + "/travaux";
}
