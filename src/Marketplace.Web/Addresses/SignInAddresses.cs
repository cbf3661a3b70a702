using Marketplace.People.Accounts;

namespace Marketplace.Web.Addresses;

/// <summary>Signing in and out.</summary>
public static class SignInAddresses
{
    public const string Choice = "/connexion";
    public const string Refusal = Choice + "/refus";
    public const string FranceConnect = Choice + "/franceconnect";
    public const string ProConnect = Choice + "/proconnect";
    public const string ProviderKeys = Choice + "/cles.json";
    public const string Holder = MailedAddresses.SignIn;
    public const string Operator = "/gestion/connexion";
    public const string Code = Choice + "/code";
    public const string SecondFactor = Choice + "/second-facteur";
    public const string SignUp = Choice + "/inscription";
    public const string Forgotten = Choice + "/oubli";
    public static readonly Route<string> Activation = new(MailedAddresses.Activation + "{token:length(43)}");
    public const string Recovery = Choice + "/secours";
    public const string ReplaceFactor = Recovery + "/remplacer";
    public static readonly Route<string> StopRecovery = new(Recovery + "/arreter/{token}");
    public const string Passkey = Choice + "/cle";
    public const string PasskeyOptions = Passkey + "/options";
    public const string SignOut = "/deconnexion";
    public const string ProviderSignOut = SignOut + "/fournisseur";
    public const string SignedOut = SignOut + "/faite";
}
