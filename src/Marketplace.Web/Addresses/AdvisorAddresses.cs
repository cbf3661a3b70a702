namespace Marketplace.Web.Addresses;

/// <summary>Career advisors: holders who consented.</summary>
public static class AdvisorAddresses
{
    public static readonly Route<Guid> Holders = new("/cep/{organisation:guid}/titulaires");
    public static readonly Route<Guid, Guid> Holder = new(Holders.Pattern + "/{holder:guid}");
}
