using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Money.Bank;

/// <summary>What the process of a bank entry asks about one.</summary>
/// <param name="Booked">The ledger has it: it is in euros.</param>
public sealed record BankEntryFacts(bool Booked = true);

/// <summary>The states of a bank entry and how they follow each other; nothing else changes <c>bank_entry.state</c>.</summary>
public static class BankEntryProcess
{
    public const string New = "new";
    public const string Matched = "matched";
    public const string SetAside = "set-aside";
    public const string Returned = "returned";

    public const string Import = "import";
    public const string Match = "match";
    public const string PutAside = "set-aside";
    public const string Attach = "attach";
    public const string Return = "return";

    internal static readonly StateColumn Column = new("bank_entry", "id");

    public static readonly Process<string, string, BankEntryFacts> Table = new(
        new("bank-entry", "Écriture de banque", "Ce virement"), RightsTable.Current.ForProcesses,
        [new(New, "Pas encore rapproché"), new(SetAside, "Mis de côté"), new(Matched, "Paie une commande"),
        new(Returned, "Rendu à l’émetteur")],
        [new(Import, "l’importer"), new(Match, "le rapprocher"), new(PutAside, "le mettre de côté"),
        new(Attach, "le rattacher à une commande"), new(Return, "le rendre")],
        [
            new([], Import, New) { Begins = true },
            new([New], Match, Matched) { Effect = "grand livre : de la banque au fonds ; la commande est payée" },
            new([New], PutAside, SetAside) { Effect = "grand livre : de la banque à l’argent en attente, s’il est en euros" },
            new([SetAside], Attach, Matched)
            {
                Right = Rights.BankEntriesDecide,
                    Guards = [new("en euros", f => f.Booked, "Ce virement n’est pas en euros : il ne peut payer aucune commande.")],
                Effect = "grand livre : de l’argent en attente au fonds ; la commande est payée",
            },
            new([SetAside], Return, Returned) { Right = Rights.BankEntriesDecide,
            Effect = "grand livre : l’argent en attente est dû à l’émetteur, s’il est en euros" },
        ]);
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
