using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary>Addresses of providers' invoices and payments.</summary>
public static class BillingPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.InvoicesView);
        view.MapGet(BillingAddresses.Mine, MyPayments);
        view.MapGet(BillingAddresses.Invoices.Pattern, InvoicesPage.ShowAsync);
        view.MapGet(BillingAddresses.Invoice.Pattern, InvoicePage.ShowAsync);
        view.MapGet(BillingAddresses.InvoiceHtml.Pattern, InvoicePage.HtmlAsync);
        view.MapGet(BillingAddresses.InvoicePdf.Pattern, InvoicePage.PdfAsync);
        view.MapGet(BillingAddresses.InvoiceXml.Pattern, InvoicePage.XmlAsync);
        view.MapGet(BillingAddresses.Payments.Pattern, PaymentsPage.ShowAsync);
        view.MapGet(BillingAddresses.Advice.Pattern, PaymentsPage.AdviceAsync);

        var issue = routes.MapGroup("").RequireRight(Rights.InvoicesIssue);
        issue.MapPost(BillingAddresses.Invoices.Pattern, InvoicesPage.IssueAsync);
        issue.MapPost(BillingAddresses.Credit.Pattern, InvoicePage.CreditAsync);
    }

    /// <summary>What e-mails lead to: one's organisation's payments, or the choice between several.</summary>
    private static IResult MyPayments([AsParameters] PageContext context)
    {
        var roles = RightsTable.Current.Of(Rights.InvoicesView).Select(right => right.Role).ToHashSet();
        List<PersonMembership> mine = [.. context.Person.Memberships.Where(m => m.Roles.Any(roles.Contains))];
        return mine.Count == 1 ? Results.Redirect(BillingAddresses.Payments.Of(mine[0].OrganisationId))
            : context.Private("provider-bookings/choice", new ProviderChoiceModel(
                [.. mine.Select(m => new ProviderChoice(BillingAddresses.Payments.Of(m.OrganisationId), m.OrganisationName))]), "Paiements",
                [new Crumb("Mon espace", OrganisationAddresses.Space)]);
    }
}
