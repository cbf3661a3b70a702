namespace Marketplace.Money.Ledger;

/// <summary>Kinds of ledger accounts, as in <c>ledger_account.kind</c>.</summary>
public static class AccountKinds
{
    /// <summary>Droits acquis: the yearly credits.</summary>
    public const string Annual = "annual";
    /// <summary>Compte d'engagement citoyen, L5151-9.</summary>
    public const string Volunteering = "volunteering";
    /// <summary>Hours of a public agent, in hundredths, until they are converted (R6323-43).</summary>
    public const string PublicHours = "public-hours";
    public const string Dotation = "dotation";
    public const string TopUp = "top-up";
    /// <summary>What a learner paid by card for one booking; what stays free of it is a credit for another one.</summary>
    public const string Learner = "learner";
    /// <summary>What of another account is promised to bookings, or held while one is being paid.</summary>
    public const string Reserved = "reserved";

    public const string Funder = "funder";
    /// <summary>Owed to a provider, by SIRET.</summary>
    public const string Provider = "provider";
    /// <summary>Money of ours at the bank or on its way: its balance is what we hold, below zero.</summary>
    public const string Cash = "cash";
    /// <summary>Owed back to learners' cards.</summary>
    public const string Refund = "refund";
    public const string ConvertedHours = "converted-hours";
}

/// <summary>Codes of counter-accounts that the rules know.</summary>
public static class CounterCodes
{
    /// <summary>Pays the acquired rights, L6333-1.</summary>
    public const string FranceCompetences = "france-competences";
    /// <summary>Grants the hours of public agents.</summary>
    public const string PublicEmployers = "public-employers";
    public const string Volunteering = "volunteering-state";
    public const string Card = "card";
    public const string Bank = "bank";
    /// <summary>A fund: money that arrived at the bank and is nobody's yet.</summary>
    public const string BankWaiting = "bank:waiting";

    /// <summary>The fund of an organisation that pays dotations and top-ups: filled before it is used (R6333-2, R6323-42).</summary>
    /// <param name="kind">employer or funder.</param>
    public static string Fund(string kind, string siren) => $"{kind}:{siren}";
}

/// <summary>Natures of transfers, as in <c>ledger_transfer.nature</c>; the database says which accounts each may join.</summary>
public static class Natures
{
    public const string Receive = "receive";
    /// <summary>Money that waited is found to be somebody's.</summary>
    public const string Assign = "assign";
    public const string Credit = "credit";
    public const string Withdraw = "withdraw";
    public const string Convert = "convert";
    /// <summary>Kept aside for a booking whose card payment is open; it is not accepted yet.</summary>
    public const string Hold = "hold";
    /// <summary>A hold ends, whatever came of the payment.</summary>
    public const string Unhold = "unhold";
    /// <summary>What a learner paid by card and loses.</summary>
    public const string Forfeit = "forfeit";
    public const string Reserve = "reserve";
    public const string Release = "release";
    public const string Debit = "debit";
    public const string Recredit = "recredit";
    public const string Pay = "pay";
    /// <summary>A payment to a provider that came back, or what a provider pays back.</summary>
    public const string Repay = "repay";
    public const string Refund = "refund";
}
