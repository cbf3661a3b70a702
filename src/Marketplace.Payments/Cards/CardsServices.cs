using Marketplace.Payments.Cards.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Payments.Cards;

/// <summary>Payments by card.</summary>
public static class CardsServices
{
    /// <summary>
    /// What every process needs. The host adds <see cref="CardPaths"/> and an <see cref="ICardProvider"/>; who is paid adds its
    /// <see cref="ICardOutcome"/>, before or after.
    /// </summary>
    public static IServiceCollection AddCards(this IServiceCollection services)
    {
        services.TryAddSingleton<ICardOutcome, NobodyWaits>();
        return services
            .AddSingleton<Func<ICardOutcome>>(provider => provider.GetRequiredService<ICardOutcome>)
            .AddSingleton<CardLedger>()
            .AddSingleton<CardRefunds>()
            .AddSingleton<CardSettlement>()
            .AddSingleton<CardPayments>()
            .AddSingleton<RefundSending>()
            .AddSingleton<CardInquiry>()
            .AddSingleton<CardReconciliation>()
            .AddSingleton<CardFollowUp>();
    }
}
