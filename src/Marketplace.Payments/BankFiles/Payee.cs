namespace Marketplace.Payments.BankFiles;

/// <summary>Where a provider is paid.</summary>
/// <param name="Name">Of the account's owner.</param>
/// <param name="Version">Another text after each change of the details.</param>
public sealed record Payee(string Siret, string Name, string Iban, string? Bic, string Version)
{
    /// <summary>What may be shown of the account.</summary>
    public string AccountEnd => Iban[^4..];
}

/// <summary>The account that pays; null settings: this installation pays nobody yet.</summary>
/// <param name="Name">As the bank knows its owner.</param>
public sealed record PayoutDebtor(string Name, string Iban, string? Bic);
