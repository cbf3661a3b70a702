using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Payments.Payables;

/// <summary>What providers are owed.</summary>
public static class PayablesServices
{
    /// <summary>Who owes through them adds its <see cref="IPayableFollower"/>, before or after.</summary>
    public static IServiceCollection AddPayables(this IServiceCollection services)
    {
        services.TryAddSingleton<IPayableFollower, NobodyFollows>();
        return services.AddSingleton<Func<IPayableFollower>>(provider => provider.GetRequiredService<IPayableFollower>);
    }
}
