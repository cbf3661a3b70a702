using Marketplace.People.Accounts.Local;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Accounts;

/// <summary>Accounts, their sessions and factors.</summary>
public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(settings.GetSection(SessionSettings.Section).Get<SessionSettings>() ?? new SessionSettings());
        services.AddSingleton(settings.GetSection(AttemptSettings.Section).Get<AttemptSettings>() ?? new AttemptSettings());
        services.AddSingleton<IPasswordHasher<LocalAccount>, PasswordHasher<LocalAccount>>();
        // Also of the framework's default: PBKDF2, HMAC-SHA-512; more rounds than its 100,000.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services
            .AddSingleton<AccountEvents>()
            .AddSingleton<LocalAccounts>()
            .AddSingleton<PasswordSignIn>()
            .AddSingleton<SecondFactor>()
            .AddSingleton<Sessions>()
            .AddSingleton<SignInAttempts>();
    }
}
