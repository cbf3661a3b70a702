namespace Marketplace.Web.Addresses;

/// <summary>The API for programs.</summary>
public static class ApiAddresses
{
    private const string Version1 = "/api/v1";
    public static readonly Route<string> Description = new("/api/{documentName}/openapi.json");
    public const string Actions = Version1 + "/actions";
    public static readonly Route<string> Action = new(Actions + "/{id}");
    public const string Suggestions = Version1 + "/suggestions";
    public const string Places = Version1 + "/places";
    public static readonly Route<int> Calendar = new(Version1 + "/calendar/{year}");
    public const string WorkingDays = Version1 + "/calendar/working-days";
    public const string Bookings = Version1 + "/bookings";
    public static readonly Route<Guid> Booking = new(Bookings + "/{id:guid}");
    public static readonly Route<Guid> BookingEvents = new(Booking.Pattern + "/events");
    private const string Provider = Version1 + "/provider";
    public const string ProviderCatalogue = Provider + "/catalogue";
    public static readonly Route<string> ProviderAction = new(Provider + "/actions/{id}");
    public static readonly Route<string> ProviderSession = new(Provider + "/sessions/{id}");
    public const string ProviderBookings = Provider + "/bookings";
    public static readonly Route<Guid> ProviderBooking = new(ProviderBookings + "/{id:guid}");
    public static readonly Route<Guid> ProviderBookingEvents = new(ProviderBooking.Pattern + "/events");
    public const string ProviderWebhooks = Provider + "/webhooks";
    public static readonly Route<Guid> ProviderWebhook = new(ProviderWebhooks + "/{id:guid}");
    public static readonly Route<Guid> ProviderWebhookSecret = new(ProviderWebhook.Pattern + "/secret");
    public static readonly Route<Guid> ProviderDeliveries = new(ProviderWebhook.Pattern + "/deliveries");
    public static readonly Route<Guid, Guid> ProviderReplay = new(ProviderDeliveries.Pattern + "/{delivery:guid}/replay");
    public const string ProviderSandboxBookings = Provider + "/sandbox/bookings";
    public static readonly Route<Guid> ProviderSandboxEvents = new(ProviderSandboxBookings + "/{id:guid}/events");
    public const string Simulations = Version1 + "/simulations";
    public const string Endings = Version1 + "/endings/simulations";
    public const string Statistics = Version1 + "/statistics";
    public const string OpenData = Version1 + "/open-data";
    public static readonly Route<string> OpenDataEdition = new(OpenData + "/{edition}");
    public static readonly Route<string, string> OpenDataFile = new(OpenData + "/{edition}/{file}");
}
