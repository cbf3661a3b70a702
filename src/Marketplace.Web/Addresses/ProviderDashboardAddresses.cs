namespace Marketplace.Web.Addresses;

/// <summary>Training providers: their space's first page.</summary>
public static class ProviderDashboardAddresses
{
    public static readonly Route<Guid> Dashboard = new("/of/{organisation:guid}");
}
