using Marketplace.Money.Ledger;
using Marketplace.Payments.Accounts;
using Marketplace.Payments.Cards.Reconciliation;
using Marketplace.Payments.Payouts;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations.Payouts;

/// <summary>
/// <c>/gestion/comptes</c>: the trial balance of the fund, and each day's money at the bank and by card beside the ledger.
/// </summary>
public static class AccountsPage
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        [AccountKinds.Annual] = "Titulaires : droits acquis", [AccountKinds.Volunteering] = "Titulaires : engagement citoyen",
        [AccountKinds.PublicHours] = "Titulaires : heures d’agent public", [AccountKinds.Dotation] = "Titulaires : dotations",
        [AccountKinds.TopUp] = "Titulaires : abondements", [AccountKinds.Learner] = "Titulaires : paiements par carte",
        [AccountKinds.Reserved] = "Engagé pour des inscriptions", [AccountKinds.Funder] = "Financeur",
            [AccountKinds.Provider] = "Dû aux organismes",
        [AccountKinds.Cash] = "Trésorerie", [AccountKinds.Refund] = "À rendre", [AccountKinds.ConvertedHours] = "Heures converties",
    };

    private static readonly Dictionary<string, string> Problems = AnswerOutcomes.Odd.Concat(UnmatchedProblems.Words)
        .Concat([KeyValuePair.Create("set-aside", "Virement mis de côté"), KeyValuePair.Create("unanswered", "La banque n’a pas répondu")])
        .DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Value);

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, FundAccounts accounts)
    {
        var (day, lines) = await accounts.TrialAsync(context.Cancel);
        var days = await accounts.DaysAsync(context.Cancel);
        return context.Private("operations/payouts/accounts", new AccountsModel(day,
            [.. lines.Select(TrialRow.Of)],
            [.. lines.GroupBy(l => l.Unit).Select(unit => new TrialRow(unit.Key == "cent" ? "Total en euros" : "Total en heures", "",
                Amount(unit.Sum(l => l.Debit), unit.Key), Amount(unit.Sum(l => l.Credit), unit.Key),
                    Amount(unit.Sum(l => l.Balance), unit.Key)))],
            [.. days.Select(BankDayRow.Of)], days.Count == 0
            ? null : BankDayRow.Of(days.Aggregate((a, b) => new BankDay(a.Day, a.BankIn + b.BankIn,
                a.LedgerIn + b.LedgerIn, a.BankOut + b.BankOut, a.LedgerOut + b.LedgerOut, a.CardIn + b.CardIn,
                a.CardLedgerIn + b.CardLedgerIn,
                a.CardOut + b.CardOut, a.CardLedgerOut + b.CardLedgerOut))),
            [.. (await accounts.UnmatchedAsync(context.Cancel))
            .Select(u => new UnmatchedMoney(u.Day, u.Kind, u.Reference, FrenchFormat.Price(u.Cents),
                Problems.GetValueOrDefault(u.Problem, u.Problem)))]), "Comptes du fonds", OperationsPages.Trail);
    }

    internal static string Amount(long amount, string unit) =>
        unit == "cent" ? FrenchFormat.Price(amount) : $"{FrenchFormat.Decimal(amount / 100m, 2)} h";

    internal static string Name(string kind) => Kinds.GetValueOrDefault(kind, kind);
}

/// <summary>Model of <c>pages/operations/payouts/accounts</c>.</summary>
/// <param name="Day">Of the trial balance; null: none was made yet.</param>
/// <param name="Sum">Of all days that are shown; null: there is none.</param>
public sealed record AccountsModel(
    DateOnly? Day, IReadOnlyList<TrialRow> Lines, IReadOnlyList<TrialRow> Totals, IReadOnlyList<BankDayRow> Days, BankDayRow? Sum,
    IReadOnlyList<UnmatchedMoney> Unmatched);

/// <summary>A line of the trial balance.</summary>
public sealed record TrialRow(string Name, string Code, string Debit, string Credit, string Balance)
{
    internal static TrialRow Of(TrialLine line) => new(AccountsPage.Name(line.Kind), line.Code, AccountsPage.Amount(line.Debit, line.Unit),
        AccountsPage.Amount(line.Credit, line.Unit), AccountsPage.Amount(line.Balance, line.Unit));
}

/// <summary>A day of money.</summary>
/// <param name="Even">Both sides agree.</param>
public sealed record BankDayRow(
    DateOnly Day, string BankIn, string LedgerIn, string BankOut, string LedgerOut, string CardIn, string CardLedgerIn, string CardOut,
    string CardLedgerOut, bool Even)
{
    internal static BankDayRow Of(BankDay day) => new(day.Day, FrenchFormat.Price(day.BankIn), FrenchFormat.Price(day.LedgerIn),
        FrenchFormat.Price(day.BankOut), FrenchFormat.Price(day.LedgerOut), FrenchFormat.Price(day.CardIn),
        FrenchFormat.Price(day.CardLedgerIn),
        FrenchFormat.Price(day.CardOut), FrenchFormat.Price(day.CardLedgerOut), day.BankIn == day.LedgerIn && day.BankOut == day.LedgerOut
            && day.CardIn == day.CardLedgerIn && day.CardOut == day.CardLedgerOut);
}

/// <summary>Something without its counterpart.</summary>
public sealed record UnmatchedMoney(DateOnly Day, string Kind, string Reference, string Amount, string Problem);
