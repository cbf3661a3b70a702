using Marketplace.Payments.Cards.Sandbox;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Cards;
using Marketplace.Web.Pages.Sandbox;

namespace Marketplace.Web.Pages.Payments;

/// <summary>Addresses of payments by card.</summary>
public static class PaymentPages
{
    public static void MapCardPayments(this WebApplication app)
    {
        CardNotifications.Map(app);
        app.MapGet(PaymentAddresses.Return.Pattern, PaymentReturnPage.ShowAsync).ExcludeFromDescription().RequireRight(Rights.BookingsPay);
        if (app.Services.GetService<SandboxDesk>() is not null)
            SandboxPages.Map(app);
    }
}
