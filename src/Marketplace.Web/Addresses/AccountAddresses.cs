using Marketplace.People.Accounts;

namespace Marketplace.Web.Addresses;

/// <summary>One’s own account.</summary>
public static class AccountAddresses
{
    public const string Account = MailedAddresses.Account;
    public const string Identity = Account + "/identite";
    public const string Nir = Account + "/numero";
    public const string LookUps = Account + "/consultations";
    public const string Consents = Account + "/autorisations";
    public const string RevokeConsent = Consents + "/retirer";
    public const string Security = Account + "/securite";
    public const string EndOthers = Security + "/deconnecter";
    public const string Confirm = Security + "/confirmer";
    public const string Password = Security + "/mot-de-passe";
    public const string AddKey = Security + "/cle";
    public const string KeyOptions = AddKey + "/options";
    public const string RemoveKey = AddKey + "/retirer";
}
