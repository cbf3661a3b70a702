using Marketplace.People.Accounts.Local;
using Marketplace.Web.SignIn.Passkeys;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.SignIn;

/// <summary>Services of signing in.</summary>
public static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var found = services.AddOpenIdProviders(builder.Configuration, builder.Environment);
        services.AddSingleton(new SignInWays(found.Contains(OpenIdProviders.FranceConnect), found.Contains(OpenIdProviders.ProConnect)));
        services.AddTransient<OpenIdEvents>();
        services.AddSingleton<ProviderAvailability>();
        services.AddSingleton<SignInRefusal>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInFlow>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<RecoveryStopKey>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<PasskeyChallenges>();
        services.AddSingleton<PasskeyRegistry>();
        services.AddIdentityCore<LocalAccount>();
        services.AddScoped<IUserStore<LocalAccount>>(provider => provider.GetRequiredService<PasskeyStore>());
        services.AddScoped<IPasskeyHandler<LocalAccount>, PasskeyHandler<LocalAccount>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // Keys are made for the site's own name, whatever Host a request claims.
            var site = Uri.TryCreate(builder.Configuration["Operator:SiteAddress"], UriKind.Absolute, out var address) ? address : null;
            options.ServerDomain = site?.Host;
            options.ValidateOrigin = context => ValueTask.FromResult(PasskeyOrigin.IsOurs(site, context));
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
    }
}
