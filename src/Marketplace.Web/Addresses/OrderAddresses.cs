namespace Marketplace.Web.Addresses;

/// <summary>Employers and funders: orders of dotations.</summary>
public static class OrderAddresses
{
    public static readonly Route<Guid> List = new("/financeurs/{organisation:guid}/dotations");
    public static readonly Route<Guid> New = new(List.Pattern + "/nouvelle");
    public static readonly Route<Guid, Guid> Order = new(List.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> Confirm = new(Order.Pattern + "/valider");
    public static readonly Route<Guid, Guid> Cancel = new(Order.Pattern + "/annuler");
}
