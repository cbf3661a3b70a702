using Marketplace.Payments.Accounts;
using Marketplace.Payments.BankDetails;
using Marketplace.Payments.BankFiles;
using Marketplace.Payments.Payouts;
using Marketplace.Platform.Data;
using Marketplace.Web.Site;

namespace Marketplace.Web.Payouts;

/// <summary>The account that pays providers (settings <c>Payouts__...</c>), and where e-mails of payouts lead.</summary>
public static class PayoutsSetup
{
    private const string Section = "Payouts";

    /// <exception cref="SetupException">A setting cannot work.</exception>
    public static void AddProviderPayouts(this IServiceCollection services, IConfiguration settings)
    {
        services.AddPayouts().AddFundAccounts();
        services.AddSingleton(new PayoutSettings(Read(settings)));
        services.AddSingleton(provider => new PayoutSite(
            () => provider.GetRequiredService<PublicSite>().Address, BillingAddresses.Mine, PayoutAddresses.Desk));
    }

    /// <summary>Null: nothing is set, and nothing can be paid.</summary>
    internal static PayoutDebtor? Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        if (section["Iban"] is not { Length: > 0 } iban)
            return null;
        var plain = Iban.Normalise(iban);
        if (Iban.Problem(plain) is { } problem)
            throw new SetupException($"Payouts__Iban : {problem}");
        return section["Name"] is { Length: > 0 and <= 70 } name
            ? new PayoutDebtor(name, plain, section["Bic"] is { Length: > 0 } bic ? bic : null)
            : throw new SetupException("Payouts__Name : le nom du titulaire du compte qui paie manque, ou dépasse 70 caractères.");
    }
}
