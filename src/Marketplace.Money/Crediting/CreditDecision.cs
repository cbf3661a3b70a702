namespace Marketplace.Money.Crediting;

/// <summary>A holder's account as a batch finds it.</summary>
/// <param name="Free">Annual rights, cents.</param>
/// <param name="Reserved">Of bookings, cents: still on the account.</param>
/// <param name="Owed">Withdrawn in earlier corrections when it was already used, and not kept back yet (L6323-45).</param>
public readonly record struct AccountState(long Free, long Reserved, long FreeHours, long ReservedHours, long Owed);

/// <summary>What a batch does with one holder and year. A pure function: the same batch run again finds nothing to do.</summary>
/// <param name="BaseCredit">Cents to credit.</param>
/// <param name="Withdraw">Cents to take back.</param>
/// <param name="Owed">Cents that should have been taken back and were already used.</param>
/// <param name="KeptBack">Cents of this credit that pay what was owed.</param>
/// <param name="Changed">False: nothing to write.</param>
public readonly record struct CreditDecision(
    YearCredit Year, long BaseCredit, long SupplementCredit, long HoursCredit, long Withdraw, long HoursWithdraw, long Owed, long KeptBack,
    bool Changed)
{
    public static CreditDecision Of(YearCredit before, AnnualDue due, AccountState account)
    {
        var year = before.To(due, account.Free + account.Reserved - account.Owed, account.FreeHours + account.ReservedHours);
        var baseChange = year.Base.Credited - before.Base.Credited;
        var supplementChange = year.Supplement.Credited - before.Supplement.Credited;
        var hoursChange = year.Hours.Credited - before.Hours.Credited;
        // Hours that are gone cannot be owed in euros: the year keeps them as credited.
        if (-hoursChange > account.FreeHours)
        {
            year = year with { Hours = year.Hours with { Credited = before.Hours.Credited - account.FreeHours } };
            hoursChange = -account.FreeHours;
        }
        var (credit, takeBack) = (
            Math.Max(0, baseChange) + Math.Max(0, supplementChange), Math.Max(0, -baseChange) + Math.Max(0, -supplementChange));
        var withdraw = Math.Min(takeBack, account.Free + credit);
        var keptBack = Math.Min(account.Owed, Math.Max(0, credit - withdraw));
        return new CreditDecision(
            year, Math.Max(0, baseChange), Math.Max(0, supplementChange), Math.Max(0, hoursChange), withdraw, Math.Max(0, -hoursChange),
            takeBack - withdraw, keptBack, year != before);
    }
}
