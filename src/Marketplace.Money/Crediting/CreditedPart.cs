namespace Marketplace.Money.Crediting;

/// <summary>Where a part of a year's credit stands.</summary>
/// <param name="Due">As last computed.</param>
/// <param name="Cap">As last computed for something due.</param>
/// <param name="Credited">Of the due, what the cap let through.</param>
/// <param name="Limit">What the cap left for the year at the tightest assessment; null: not known. For a supplement: for the year's euros
/// together.</param>
/// <param name="Peak">The most that was ever credited. For a supplement: of the year's euros together.</param>
public readonly record struct CreditedPart(long Due, long Cap, long Credited, long? Limit = null, long Peak = 0)
{
    /// <summary>Whether a newly computed due says nothing new.</summary>
    public bool Stands(DuePart now) => now.Due == Due && (now.Due == 0 || now.Cap == Cap);

    /// <summary>
    /// Goes to a newly computed due as if it were the first: what is credited follows from it, from what the year found on
    /// the account and from the room left at the assessments, never from the dues between. What the cap once held back stays
    /// lost, unless the cap itself is higher: spending rights must not bring old credits back.
    /// </summary>
    /// <param name="found">Rights that the year found on the account when it was first assessed.</param>
    /// <param name="others">Rights on the account now, without those credited for the year.</param>
    /// <param name="ahead">What of the year counts before this part.</param>
    public CreditedPart To(DuePart now, long found, long others, long ahead = 0)
    {
        if (now.Due == 0)
            return this with { Due = 0, Credited = 0 };
        // What was there once may come back, however much other years have brought since.
        var room = Math.Max(Peak, now.Cap - others);
        if (Limit is { } limit && now.Cap <= Cap)
            room = Math.Min(room, limit);
        var credited = Math.Min(now.Due, Math.Max(0, Math.Min(room, now.Cap - found) - ahead));
        return new CreditedPart(now.Due, now.Cap, credited, room, Math.Max(Peak, ahead + credited));
    }
}

/// <summary>A year's credit as it stands for one holder.</summary>
/// <param name="Found">Cents that the year found on the account when it was first assessed; null: not assessed, or before that was
/// kept.</param>
/// <param name="FoundHours">The same in hundredths of hours.</param>
public readonly record struct YearCredit(
    CreditedPart Base, CreditedPart Supplement, CreditedPart Hours, long? Found = null, long? FoundHours = null)
{
    /// <summary>Goes to what is due now.</summary>
    /// <param name="rights">Cents on the account, reserved ones included, without what is owed back: that is no right.</param>
    /// <param name="hours">Hundredths of hours on the account, reserved ones included.</param>
    public YearCredit To(AnnualDue due, long rights, long hours) => Money(due, rights).InHours(due.Hours, hours);

    private YearCredit Money(AnnualDue due, long rights)
    {
        if (Base.Stands(due.Base) && Supplement.Stands(due.Supplement))
            return this;
        var own = Base.Credited + Supplement.Credited;
        var found = Found ?? (Base == default && Supplement == default ? rights : 0);
        var basic = (Base with { Peak = Math.Max(Base.Peak, Base.Credited) }).To(due.Base, found, rights - own);
        var supplement = (Supplement with { Peak = Math.Max(Supplement.Peak, own) })
            .To(due.Supplement, found, rights - own, basic.Credited);
        supplement = supplement with { Peak = Math.Max(supplement.Peak, basic.Credited + supplement.Credited) };
        return this with { Base = basic, Supplement = supplement, Found = found };
    }

    private YearCredit InHours(DuePart due, long hours)
    {
        if (Hours.Stands(due))
            return this;
        var found = FoundHours ?? (Hours == default ? hours : 0);
        return this with { Hours = (Hours with { Peak = Math.Max(Hours.Peak, Hours.Credited) }).To(due, found, hours - Hours.Credited),
            FoundHours = found };
    }
}
