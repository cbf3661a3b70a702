using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Bookings.Endings;

/// <summary>
/// What the end of a booking pays to its provider and gives back, line by line. A pure function of order, event and rules: the API, the
/// page and every dossier use the same.
/// </summary>
public static class EndingPlanner
{
    /// <summary>By the rules of the day of acceptance; by the first ones for a day before them.</summary>
    /// <exception cref="ArgumentException">Order or event are not what <see cref="EndingChecks"/> asks for.</exception>
    public static EndingAnswer Plan(EndingOrder order, EndingEvent ending, RuleBook book) =>
        Plan(order, ending, book.On(order.AcceptedOn < RuleBook.Begins ? RuleBook.Begins : order.AcceptedOn));

    /// <summary>By given rules: those frozen with a booking, or the day's before it is accepted.</summary>
    /// <inheritdoc cref="Plan(EndingOrder, EndingEvent, RuleBook)"/>
    public static EndingAnswer Plan(EndingOrder order, EndingEvent ending, RulesInForce rules)
    {
        if (EndingChecks.Of(order, ending).FirstOrDefault() is { } mistake)
            throw new ArgumentException($"{mistake.Field}: {mistake.Text}");
        if (EndingChecks.Refusal(order, ending, rules) is { } refusal)
            return new EndingAnswer(null, refusal);
        var days = EndingDays.Of(order.AcceptedOn, order.Start, order.Zone, rules);
        var terms = EndingTerms.Of(ending, days, rules);
        var due = Cents(order.PriceCents * terms.Due, rules);
        var amounts = order.Lines.Select(line => line.AmountCents).ToList();
        var used = rules.Get(BookingRules.DueSharing) == "in-order" ? Shares.InOrder(due, amounts) : Shares.Proportional(due, amounts);
        var lines = order.Lines.Select((line, index) => Line(line, used[index], terms.Rests, rules)).ToList();
        return new EndingAnswer(new EndingPlan(rules.Stamp, terms.Rule, due, days.WithdrawalUntil, days.FreeCancellationUntil, lines,
            EndingExplanations.Of(order, ending, terms, days, due, lines, rules)), null);
    }

    private static EndingPlanLine Line(EndingLine line, long used, EndingRests? rests, RulesInForce rules)
    {
        var rest = line.AmountCents - used;
        var fate = rests is null ? RuleWords.Returned : rules.Get(rests.For(line.Source, line.Kind, rules));
        return new EndingPlanLine(line.Source, line.Kind, line.AmountCents, used, fate == RuleWords.Returned ? rest : 0,
            fate == RuleWords.Kept ? rest : 0, fate == RuleWords.CreditNote ? rest : 0, line.Line);
    }

    private static long Cents(decimal cents, RulesInForce rules) => (long)(rules.Get(BookingRules.DueRounding) == "cent-down"
        ? decimal.Floor(cents) : decimal.Round(cents, MidpointRounding.AwayFromZero));
}
