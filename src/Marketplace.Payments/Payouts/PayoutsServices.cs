using Marketplace.Payments.Payables;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Payments.Payouts;

/// <summary>Payouts to providers.</summary>
public static class PayoutsServices
{
    /// <summary>The host adds <see cref="PayoutSettings"/>, <see cref="PayoutSite"/>, vault and keys.</summary>
    public static IServiceCollection AddPayouts(this IServiceCollection services) => services
        .AddPayables()
        .AddSingleton<PayeeBook>()
        .AddSingleton<PayoutLedger>()
        .AddSingleton<PayoutPreparing>()
        .AddSingleton<PayoutApproving>()
        .AddSingleton<AnswerSettling>()
        .AddSingleton<AnswerReading>()
        .AddSingleton<PayoutDesk>()
        .AddSingleton<PayoutUpkeep>()
        .AddSingleton<PaymentSuspensions>();
}
