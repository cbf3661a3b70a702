namespace Marketplace.Platform.Vault;

/// <summary>What secrets are sealed for: one opens for its own purpose only, so that none can stand in for another.</summary>
public static class SealPurpose
{
    /// <summary><c>account.totp_secret</c>.</summary>
    public const string Totp = "totp";

    /// <summary><c>session_key.logout_hint</c>.</summary>
    public const string Logout = "logout";

    /// <summary>Keys in <c>data_protection_key</c>.</summary>
    public const string DataProtection = "data-protection";

    /// <summary>Manifests of backups: the seal tells that a file is ours.</summary>
    public const string Backup = "backup";

    /// <summary><c>mail.payload</c>: recipient and values, since links in them are keys.</summary>
    public const string Mail = "mail";

    /// <summary>Secrets that sign what is sent to providers' programs.</summary>
    public const string Webhook = "webhook";

    /// <summary>Answers kept for programs that ask twice.</summary>
    public const string KeptAnswer = "kept-answer";

    /// <summary>The key of look-up hashes.</summary>
    internal const string Lookup = "vault-lookup";

    /// <summary>The row key of a vault entry; its id is in it, so that wrapped keys cannot change places.</summary>
    internal static string Entry(Guid id) => $"vault:{id:D}";
}
