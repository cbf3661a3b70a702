namespace Marketplace.Web.Addresses;

/// <summary>Operator staff: payouts to providers, and the fund's accounts.</summary>
public static class PayoutAddresses
{
    public const string Desk = OperationsAddresses.Home + "/versements";
    public const string Prepare = Desk + "/preparer";
    public const string Answers = Desk + "/reponses";
    public const string Release = Desk + "/liberer";
    public static readonly Route<Guid> Batch = new(Desk + "/{batch:guid}");
    public static readonly Route<Guid> Approve = new(Batch.Pattern + "/approuver");
    public static readonly Route<Guid> Discard = new(Batch.Pattern + "/ecarter");
    public static readonly Route<Guid, int> File = new(Batch.Pattern + "/fichiers/{number:int}");
    public const string Suspensions = OperationsAddresses.Home + "/suspensions";
    public const string EndSuspension = Suspensions + "/lever";
    public const string Accounts = OperationsAddresses.Home + "/comptes";
}
