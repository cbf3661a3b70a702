namespace Marketplace.Core.Crediting;

/// <summary>Where a part of a year's credit stands.</summary>
/// <param name="Due">As last computed.</param>
/// <param name="Cap">As last computed.</param>
/// <param name="Credited">Of the due, what the cap let through.</param>
public readonly record struct CreditedPart(long Due, long Cap, long Credited)
{
    /// <summary>
    /// Goes to a newly computed due. What the cap once held back stays lost, unless the cap itself is another: spending
    /// rights must not bring old credits back. A lower due takes back only what was credited beyond it.
    /// </summary>
    /// <param name="rights">On the account now, reserved ones included.</param>
    public CreditedPart To(DuePart now, long rights)
    {
        if (now.Due == Due && now.Cap == Cap)
            return this;
        if (now.Due <= Credited)
            return new CreditedPart(now.Due, now.Cap, now.Due);
        var open = now.Cap > Cap ? now.Due - Credited : Math.Min(now.Due - Credited, Math.Max(0, now.Due - Due));
        return new CreditedPart(now.Due, now.Cap, Credited + Math.Min(open, Math.Max(0, now.Cap - rights)));
    }
}

/// <summary>A year's credit as it stands for one holder.</summary>
public readonly record struct YearCredit(CreditedPart Base, CreditedPart Supplement, CreditedPart Hours);

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
    YearCredit Year, long BaseCredit, long SupplementCredit, long HoursCredit, long Withdraw, long HoursWithdraw, long Owed, long KeptBack, bool Changed)
{
    public static CreditDecision Of(YearCredit before, AnnualDue due, AccountState account)
    {
        var rights = account.Free + account.Reserved;
        var basic = before.Base.To(due.Base, rights);
        var baseChange = basic.Credited - before.Base.Credited;
        var supplement = before.Supplement.To(due.Supplement, rights + Math.Max(0, baseChange));
        var supplementChange = supplement.Credited - before.Supplement.Credited;
        var hours = before.Hours.To(due.Hours, account.FreeHours + account.ReservedHours);
        var hoursChange = hours.Credited - before.Hours.Credited;
        // Hours that are gone cannot be owed in euros: the year keeps them as credited.
        if (-hoursChange > account.FreeHours)
        {
            hours = hours with { Due = before.Hours.Credited - account.FreeHours, Credited = before.Hours.Credited - account.FreeHours };
            hoursChange = -account.FreeHours;
        }
        var (credit, takeBack) = (Math.Max(0, baseChange) + Math.Max(0, supplementChange), Math.Max(0, -baseChange) + Math.Max(0, -supplementChange));
        var withdraw = Math.Min(takeBack, account.Free + credit);
        var keptBack = Math.Min(account.Owed, Math.Max(0, credit - withdraw));
        var year = new YearCredit(basic, supplement, hours);
        return new CreditDecision(year, Math.Max(0, baseChange), Math.Max(0, supplementChange), Math.Max(0, hoursChange), withdraw, Math.Max(0, -hoursChange),
            takeBack - withdraw, keptBack, year != before);
    }
}
