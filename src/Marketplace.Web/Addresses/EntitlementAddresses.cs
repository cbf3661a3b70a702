namespace Marketplace.Web.Addresses;

/// <summary>A holder’s rights in euros.</summary>
public static class EntitlementAddresses
{
    public const string Overview = "/mon-compte/droits";
    public const string History = Overview + "/historique";
    public const string StatementCsv = Overview + "/releve.csv";
    public const string StatementPdf = Overview + "/releve.pdf";
    public const string Conversion = Overview + "/conversion";
    public const string Declarations = Overview + "/declarations";
    public const string DeclareLevel = Declarations + "/niveau";
    public const string DeclarePublicAgent = Declarations + "/agent-public";
    public const string Contestations = Overview + "/contestations";
}
