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
    public const string Simulations = Version1 + "/simulations";
    public const string Endings = Version1 + "/endings/simulations";
    public const string Statistics = Version1 + "/statistics";
    public const string OpenData = Version1 + "/open-data";
    public static readonly Route<string> OpenDataEdition = new(OpenData + "/{edition}");
    public static readonly Route<string, string> OpenDataFile = new(OpenData + "/{edition}/{file}");
}
