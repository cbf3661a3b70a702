namespace Marketplace.Bookings.Documents;

/// <summary>Who a document is for.</summary>
[Flags]
public enum DocumentReaders
{
    Learner = 1,
    Provider = 2,
    Both = Learner | Provider,
}

/// <summary>A kind of document.</summary>
/// <param name="Name">As in the table and in the API.</param>
/// <param name="Prefix">Its numbers begin so.</param>
/// <param name="Label">French.</param>
public sealed record DocumentKind(string Name, string Prefix, string Label, DocumentReaders Readers);

/// <summary>The documents of a dossier, and what calls for them.</summary>
public static class DocumentKinds
{
    /// <summary>Of the provider's proposal.</summary>
    public static readonly DocumentKind Quote = new("quote", "DEV", "Devis", DocumentReaders.Both);

    /// <summary>At acceptance, with who pays what: rights and top-ups are the learner's business alone.</summary>
    public static readonly DocumentKind Contract = new("contract", "CON", "Contrat d’inscription", DocumentReaders.Learner);

    /// <summary>The same for the provider, without who pays what.</summary>
    public static readonly DocumentKind ProviderContract =
        new("provider-contract", "COF", "Contrat d’inscription, exemplaire de l’organisme", DocumentReaders.Provider);
    public static readonly DocumentKind Receipt = new("receipt", "REC", "Reçu de paiement par carte", DocumentReaders.Learner);
    public static readonly DocumentKind RefundReceipt = new(
        "refund-receipt", "REM", "Avis de remboursement sur la carte", DocumentReaders.Learner);
    public static readonly DocumentKind Attendance = new("attendance", "CER", "Certificat de réalisation", DocumentReaders.Both);

    /// <summary>At the end: what was really taken from each source, and what came back.</summary>
    public static readonly DocumentKind Recap = new("recap", "REL", "Relevé de ce qui a été utilisé", DocumentReaders.Learner);

    public static IReadOnlyList<DocumentKind> All { get; } = [Quote, Contract, ProviderContract, Receipt, RefundReceipt, Attendance, Recap];

    public static IReadOnlyDictionary<string, DocumentKind> ByName { get; } = All.ToDictionary(kind => kind.Name);
}
