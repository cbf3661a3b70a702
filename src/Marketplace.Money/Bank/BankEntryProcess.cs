namespace Marketplace.Money.Bank;

/// <summary>The states of a bank entry and how they follow each other.</summary>
public static class BankEntryProcess
{
    public const string New = "new";
    public const string Matched = "matched";
    public const string SetAside = "set-aside";
    public const string Returned = "returned";

    /// <summary>From, what happens, to. The program matches and sets aside, the operator decides on what was set aside.</summary>
    public static readonly IReadOnlyList<(string From, string Event, string To)> Transitions =
    [
        (New, "match", Matched),
        (New, "set-aside", SetAside),
        (SetAside, "attach", Matched),
        (SetAside, "return", Returned),
    ];

    /// <summary>The state that follows, or null: not now.</summary>
    public static string? Next(string state, string @event) => Transitions.FirstOrDefault(t => t.From == state && t.Event == @event).To;
}

/// <summary>Why an entry is set aside.</summary>
public static class BankReasons
{
    public const string NoLabel = "no-label";
    public const string SeveralLabels = "several-labels";
    public const string UnknownLabel = "unknown-label";
    public const string TooLittle = "too-little";
    public const string TooMuch = "too-much";
    public const string AlreadyPaid = "already-paid";
    public const string Cancelled = "cancelled";
    public const string OtherCurrency = "other-currency";
    public const string ReferenceReused = "reference-reused";

    /// <summary>What each means, in French.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        [NoLabel] = "Aucun libellé de commande",
        [SeveralLabels] = "Plusieurs libellés de commande",
        [UnknownLabel] = "Libellé inconnu",
        [TooLittle] = "Montant inférieur à celui de la commande",
        [TooMuch] = "Montant supérieur à celui de la commande",
        [AlreadyPaid] = "Commande déjà payée",
        [Cancelled] = "Commande annulée",
        [OtherCurrency] = "Autre devise que l’euro",
        [ReferenceReused] = "Référence de banque déjà vue avec un autre contenu",
    };
}
