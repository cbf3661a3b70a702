using Marketplace.Payments.Payables;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Billing;

/// <summary>Invoices of providers; whoever hosts this brings an <see cref="IInvoiceRenderer"/>.</summary>
public static class BillingServices
{
    public static IServiceCollection AddBilling(this IServiceCollection services) => services
        .AddPayables()
        .AddSingleton<IPayableFollower, BillingFollower>()
        .AddSingleton<Func<IRecoveredMoney>>(provider => provider.GetRequiredService<IRecoveredMoney>)
        .AddSingleton<InvoiceFactsQuery>()
        .AddSingleton<InvoiceShelf>()
        .AddSingleton<Invoices>();
}
