using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>Why a dossier ended.</summary>
public static class EndingWords
{
    /// <summary>Null: no reason was given.</summary>
    public static string? Why(BookingRow row)
    {
        if (row.EndReason is not { } code)
            return null;
        var words = ProviderAnswers.RefusalReasons.GetValueOrDefault(code) ?? Cancellations.ProviderReasons.GetValueOrDefault(code);
        return (words, row.EndNote) switch
        {
            ({ } known, { Length: > 0 } note) => $"{known} : {note}",
            ({ } known, _) => known,
            _ => row.EndNote,
        };
    }
}
