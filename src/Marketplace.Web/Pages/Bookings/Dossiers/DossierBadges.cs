using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>DSFR colours of a dossier's states.</summary>
public static class DossierBadges
{
    /// <summary>Kind of badge.</summary>
    public static string Of(string state) => state switch
    {
        BookingProcess.Draft => "new",
        BookingProcess.Proposed => "warning",
        BookingProcess.Accepted or BookingProcess.InTraining or BookingProcess.ServiceValidated => "success",
        _ when BookingProcess.Ended.Contains(state) => "error",
        _ => "info",
    };
}
