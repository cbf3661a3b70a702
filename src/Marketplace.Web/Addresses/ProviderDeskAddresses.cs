using Marketplace.ProviderSpace.Referencing;

namespace Marketplace.Web.Addresses;

/// <summary>Operator staff: applications of providers, and measures against them.</summary>
public static class ProviderDeskAddresses
{
    public const string Applications = "/gestion/referencements";
    public static readonly Route<Guid> Application = new(ReferencingSite.Operator + "{id:guid}");
    public static readonly Route<Guid, Guid> Document = new(Application.Pattern + "/pieces/{document:guid}");
    public static readonly Route<string> Provider = new("/gestion/organismes/{siret}");
}
