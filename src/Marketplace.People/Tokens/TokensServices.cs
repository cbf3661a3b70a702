using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Tokens;

/// <summary>Tokens that holders give to programs of their own.</summary>
public static class TokensServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services.AddSingleton<AccessTokens>();
}
