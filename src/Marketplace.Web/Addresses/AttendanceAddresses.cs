namespace Marketplace.Web.Addresses;

/// <summary>Attendance by half-day, of both sides, and closing days of providers.</summary>
public static class AttendanceAddresses
{
    /// <summary>Short, to be typed on a phone: leads a learner to the half-day that waits for them.</summary>
    public const string Short = "/presence";
    public static readonly Route<Guid> Learner = new(BookingAddresses.Dossier.Pattern + "/presence");
    public static readonly Route<Guid, Guid> Provider = new(ProviderBookingAddresses.Dossier.Pattern + "/presence");
    public static readonly Route<Guid, Guid> Open = new(Provider.Pattern + "/ouvrir");
    public static readonly Route<Guid, Guid> Csv = new(Provider.Pattern + ".csv");
    public static readonly Route<Guid> Closures = new("/of/{organisation:guid}/fermetures");
    public static readonly Route<Guid> WithdrawClosure = new(Closures.Pattern + "/retirer");
}
