using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Recoveries;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Control;

/// <summary>Control of the service done, and what it takes back.</summary>
public static class ControlServices
{
    public static IServiceCollection AddControl(this IServiceCollection services) => services
        .AddSingleton<RecoveryClaims>()
        .AddSingleton<IRecoveredMoney, RecoveredMoney>()
        .AddSingleton<ControlEffect>()
        .AddSingleton<Controls>()
        .AddSingleton<ControlReader>()
        .AddSingleton<ControlSelection>()
        .AddSingleton<LearnerWord>();
}
