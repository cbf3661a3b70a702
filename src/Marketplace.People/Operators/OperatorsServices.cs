using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Operators;

/// <summary>Agents of the operator.</summary>
public static class OperatorsServices
{
    public static IServiceCollection AddOperators(this IServiceCollection services) => services
        .AddSingleton<OperatorAccounts>();
}
