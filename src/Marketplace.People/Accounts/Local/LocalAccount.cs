namespace Marketplace.People.Accounts.Local;

/// <summary>An account that signs in here: a holder who cannot use FranceConnect+, or operator staff.</summary>
/// <param name="Kind">holder or operator.</param>
/// <param name="HasCode">A second factor by time-based code (TOTP) is in use.</param>
public sealed record LocalAccount(
    Guid Id, string Kind, string Email, string GivenNames, string FamilyName, string? PasswordHash, bool HasCode)
{
    /// <summary>Stands in where there is no account.</summary>
    public static LocalAccount Nobody { get; } = new(Guid.Empty, "holder", "", "", "", null, false);

    /// <summary>The columns of a record, in the order of its members.</summary>
    public const string Select = """
        SELECT id, kind, email, given_names AS GivenNames, family_name AS FamilyName, password_hash AS PasswordHash,
            totp_confirmed_at IS NOT NULL AS HasCode
        FROM account
        """;
}
