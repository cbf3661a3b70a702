using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Endings;

/// <summary>Something that an order or event may not say.</summary>
/// <param name="Field">As in the API, such as <c>order.start</c>.</param>
/// <param name="Text">French: what is expected.</param>
public sealed record EndingMistake(string Field, string Text);

/// <summary>What order and event must be together, and on which days something can end.</summary>
public static class EndingChecks
{
    /// <summary>Kinds that a line of a source may name; null is always allowed.</summary>
    public static IReadOnlyList<string> KindsOf(string source) => source switch
    {
        FundingLineSources.Participation => ["employer", "opco"],
        FundingLineSources.Dotation => RuleWords.Dotations,
        FundingLineSources.TopUp => RuleWords.TopUps,
        _ => [],
    };

    /// <summary>What is malformed or does not add up; nothing else is planned with.</summary>
    public static IEnumerable<EndingMistake> Of(EndingOrder order, EndingEvent ending)
    {
        foreach (var (field, day) in new[] { ("order.acceptedOn", order.AcceptedOn), ("order.start", order.Start), ("order.end", order.End),
            ("event.on", ending.On) })
        {
            if (day.Year is < Holidays.FirstYear or > Holidays.LastYear)
                yield return new(field, $"Une date du {Holidays.FirstYear}-01-01 au {Holidays.LastYear}-12-31 est attendue.");
        }
        if (order.AcceptedOn >= order.Start)
            yield return new("order.acceptedOn", "L’acceptation vient avant le début de la formation.");
        if (order.Start > order.End)
            yield return new("order.end", "La fin ne vient pas avant le début.");
        if (order.PriceCents <= 0)
            yield return new("order.priceCents", "Le prix est supérieur à zéro.");
        if (order.Lines.Any(line => line.AmountCents <= 0))
            yield return new("order.lines", "Chaque montant est supérieur à zéro.");
        else if (order.Lines.Sum(line => line.AmountCents) is var sum && sum != order.PriceCents)
            yield return new("order.lines",
                $"Les montants font {EuroText.Of(sum)}, et le prix est de {EuroText.Of(order.PriceCents)} : ils doivent être égaux.");
        foreach (var mistake in OfEvent(ending))
            yield return mistake;
    }

    private static IEnumerable<EndingMistake> OfEvent(EndingEvent ending)
    {
        if (ending.Kind != EndingKind.Exit)
        {
            if (ending.Rate is not null)
                yield return new("event.rate", "Un taux ne va qu’avec une sortie (exit).");
            if (ending.Liable is not null)
                yield return new("event.liable", "Un responsable ne va qu’avec une sortie (exit).");
        }
        else if (ending.Rate is not (>= 0 and <= 100))
        {
            yield return new("event.rate", "Un taux de réalisation entier, de 0 à 100, est attendu pour une sortie.");
        }
        else if (ending is { Rate: < 100, ForceMajeure: false, Liable: null })
        {
            yield return new("event.liable", "En dessous de 100 et sans force majeure, dites du fait de qui : learner ou provider.");
        }
    }

    /// <summary>Why nothing can end so on that day; null: it can.</summary>
    public static FundingExplanation? Refusal(EndingOrder order, EndingEvent ending, RulesInForce rules)
    {
        if (ending.Kind == EndingKind.Exit)
            return ending.On < order.Start
                ? Of(BookingRules.ExitDeclaration,
                    $"La formation commence le {DateText.Of(order.Start)} : avant ce jour, c’est une annulation, pas une sortie.")
                : ending.On > order.End
                ? Of(BookingRules.ExitDeclaration,
                    $"La formation finit le {DateText.Of(order.End)} : une sortie ne peut pas venir après.")
                : null;
        return ending.On < order.AcceptedOn
            ? Of(BookingRules.Withdrawal,
                $"L’inscription n’est acceptée que le {DateText.Of(order.AcceptedOn)} : avant ce jour, il n’y a rien à annuler.")
            : ending.On >= order.Start
            ? Of(BookingRules.FreeCancellation,
                $"La formation a commencé le {DateText.Of(order.Start)} : elle ne s’annule plus, il faut déclarer une sortie.")
            : null;

        FundingExplanation Of(RuleKey key, string text) => new(key.Name, rules.Entry(key).References[0], text);
    }
}
