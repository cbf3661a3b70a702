namespace Marketplace.Platform.Vault;

/// <summary>How many secrets a rotation sealed anew, by where they are.</summary>
public sealed record RotationReport(
    int Entries, int LookupKeys, int TotpSecrets, int LogoutHints, int Mails, int DataProtectionKeys, int ProgramSecrets)
{
    /// <summary>All of them.</summary>
    public int Total => Entries + LookupKeys + TotpSecrets + LogoutHints + Mails + DataProtectionKeys + ProgramSecrets;
}
