namespace Marketplace.Payments.BankDetails;

/// <summary>An account that a provider is paid to.</summary>
/// <param name="Iban">Normalised.</param>
/// <param name="Bic">Of the bank.</param>
/// <param name="Name">Whose account it is, as the bank knows it.</param>
/// <param name="Contact">E-mail address of who answers for it: told when somebody wants to change it.</param>
public sealed record BankAccount(string Iban, string Bic, string Name, string Contact);

/// <summary>Details of a SIRET as pages show them, never the number itself.</summary>
/// <param name="State">Of <see cref="BankDetailsProcess"/>.</param>
/// <param name="Masked">Country and last four characters.</param>
/// <param name="AskedBy">Name of who entered them.</param>
/// <param name="TakesEffectAt">When the delay ends, if nobody confirms before.</param>
/// <param name="ConfirmedBy">Name of the second person; null: none, or not yet.</param>
/// <param name="EffectiveAt">Null: they never counted, or not yet.</param>
public sealed record BankDetailsView(
    Guid Id, string Siret, string State, string Masked, Guid AskedById, string AskedBy, DateTime AskedAt, DateTime TakesEffectAt,
    string? ConfirmedBy, DateTime? EffectiveAt, DateTime ChangedAt)
{
    /// <summary>Whether a second person, or the end of the delay, is waited for.</summary>
    public bool Waits => State == BankDetailsProcess.Waiting;
}

/// <summary>The site's public address, which links in e-mails begin with: known by whoever hosts this.</summary>
public sealed record BankDetailsSite(Func<string> Address)
{
    /// <summary>Of the link that stops a change; a token follows. The site maps its page on the same.</summary>
    public const string Stop = "/coordonnees-bancaires/arreter/";
}
