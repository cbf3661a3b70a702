namespace Marketplace.Web.Addresses;

/// <summary>A holder’s rights in euros.</summary>
public static class EntitlementAddresses
{
    public const string Balance = "/mon-compte/droits";
    public const string History = Balance + "/historique";
    public const string StatementCsv = Balance + "/releve.csv";
    public const string StatementPdf = Balance + "/releve.pdf";
    public const string Conversion = Balance + "/conversion";
    public const string Declarations = Balance + "/declarations";
    public const string DeclareLevel = Declarations + "/niveau";
    public const string DeclarePublicAgent = Declarations + "/agent-public";
    public const string Contestations = Balance + "/contestations";
}
