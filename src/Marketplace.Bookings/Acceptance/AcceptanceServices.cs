using Marketplace.Payments.Cards;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Acceptance;

/// <summary>Acceptance, with what is paid by card.</summary>
public static class AcceptanceServices
{
    public static IServiceCollection AddAcceptance(this IServiceCollection services) => services
        .AddSingleton<Acceptances>()
        .AddSingleton<Conclusion>()
        .AddSingleton<ICardOutcome, CardOutcome>();
}
