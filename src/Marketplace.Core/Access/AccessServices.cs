using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Local;
using Marketplace.Core.Accounts.Recovery;
using Marketplace.Core.Audit;
using Marketplace.Core.Bank;
using Marketplace.Core.Demo;
using Marketplace.Core.Dotations;
using Marketplace.Core.Entitlements;
using Marketplace.Core.Favourites;
using Marketplace.Core.Holders;
using Marketplace.Core.Operators;
using Marketplace.Core.Organisations;
using Marketplace.Core.SavedSearches;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Access;

/// <summary>Services of people and access. They need the database, the master keys and the vault.</summary>
public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(settings.GetSection(SessionSettings.Section).Get<SessionSettings>() ?? new SessionSettings());
        services.AddSingleton(settings.GetSection(AttemptSettings.Section).Get<AttemptSettings>() ?? new AttemptSettings());
        services.AddSingleton(settings.GetSection(StrangerLineSettings.Section).Get<StrangerLineSettings>() ?? new StrangerLineSettings());
        services.AddSingleton<IPasswordHasher<LocalAccount>, PasswordHasher<LocalAccount>>();
        // Also of the framework's default: PBKDF2, HMAC-SHA-512; more rounds than its 100,000.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        foreach (var type in new[]
        {
            typeof(AccessCheck), typeof(AccessLog), typeof(StrangerLines), typeof(AccessLogReader), typeof(AccessLogUpkeep), typeof(LitigationHolds), typeof(StatedReasons), typeof(Sessions), typeof(AccountEvents),
            typeof(ExternalAccounts), typeof(FactorRecoveries), typeof(SignInAttempts), typeof(PasswordSignIn), typeof(SecondFactor), typeof(LocalAccounts), typeof(OrganisationStore),
            typeof(Invitations), typeof(Memberships), typeof(OperatorAccounts), typeof(HolderStore), typeof(IdentityDocuments), typeof(IdentityChecks), typeof(HolderNir), typeof(HolderSuspension),
            typeof(BeneficiaryImport), typeof(DotationOrders), typeof(DotationCrediting), typeof(DotationExpiry), typeof(BankMatching), typeof(BankDecisions),
            typeof(Consents), typeof(FavouriteStore), typeof(SavedSearchStore), typeof(AlertRuns), typeof(AlertMatches), typeof(AlertDigests), typeof(DemoPeople), typeof(DemoRights),
            typeof(EntitlementStore), typeof(EntitlementHistory), typeof(HolderDeclarations), typeof(HolderConversion), typeof(Contestations),
        })
            services.AddSingleton(type);
        return services;
    }
}
