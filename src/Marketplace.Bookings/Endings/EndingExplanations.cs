using System.Globalization;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Endings;

/// <summary>Each step of an ending in plain French, with its rule and text.</summary>
internal static class EndingExplanations
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = "," };

    public static IReadOnlyList<FundingExplanation> Of(
        EndingOrder order, EndingEvent ending, EndingTerms terms, EndingDays days, long due, IReadOnlyList<EndingPlanLine> lines,
        RulesInForce rules)
    {
        var steps = new List<FundingExplanation>();
        if (ending.Kind == EndingKind.Exit)
            ExplainExit(ending, terms, due, Add, rules);
        else
            ExplainCancellation(order, ending, terms, days, due, Add, rules);
        if (due > 0 && due < order.PriceCents)
            Add(BookingRules.DueSharing, rules.Get(BookingRules.DueSharing) == "in-order"
                ? "Ce qui est dû est pris sur les financements dans l’ordre où ils servent."
                : "Ce qui est dû est partagé entre les financements en proportion de leurs montants, au centime près.");
        if (terms.Rests is { } rests)
            foreach (var key in lines.Where(line => line.UsedCents < line.AmountCents)
                .Select(line => rests.For(line.Source, line.Kind, rules)).Distinct())
                Add(key, Rest(key, rests, rules.Get(key)));
        return steps;

        void Add(RuleKey key, string text) => steps.Add(new FundingExplanation(key.Name, rules.Entry(key).References[0], text));
    }

    private static void ExplainCancellation(
        EndingOrder order, EndingEvent ending, EndingTerms terms, EndingDays days, long due, Action<RuleKey, string> add,
        RulesInForce rules)
    {
        const string free = "Rien n’est dû à l’organisme, et tout est rendu.";
        var before = $"L’annulation est sans frais jusqu’au {DateText.Of(days.FreeCancellationUntil)}.";
        switch (terms.Rule)
        {
            case EndingRules.Withdrawal:
                add(BookingRules.Withdrawal, $"Le titulaire peut se rétracter jusqu’au {DateText.Of(days.WithdrawalUntil)}. {free}");
                break;
            case EndingRules.EarlyCancellation:
                add(BookingRules.Withdrawal, $"Le délai de rétractation a pris fin le {DateText.Of(days.WithdrawalUntil)}.");
                add(BookingRules.FreeCancellation, $"{before} {free}");
                break;
            case EndingRules.ProviderCancellation:
                add(BookingRules.FreeCancellation, $"L’organisme annule avant le début de la formation. {free}");
                break;
            case EndingRules.FunderRefusal:
                add(BookingRules.FreeCancellation, $"Un financeur refuse avant le début de la formation. {free}");
                break;
            default:
                add(BookingRules.Withdrawal, $"Le délai de rétractation a pris fin le {DateText.Of(days.WithdrawalUntil)}.");
                add(BookingRules.FreeCancellation, days.FreeCancellationUntil < order.AcceptedOn
                    ? "La formation commençait trop tôt après l’acceptation pour une annulation sans frais après la rétractation."
                        : before);
                if (terms.Rule == EndingRules.ForceMajeure)
                    add(BookingRules.LateCancellationForceMajeure, $"L’annulation est tardive, mais due à un cas de force majeure. {free}");
                else
                    add(BookingRules.LateCancellationFee,
                        $"L’annulation est tardive : {Percent(terms.Due)} du prix, soit {EuroText.Of(due)}, sont dus à l’organisme.");
                break;
        }
    }

    private static void ExplainExit(EndingEvent ending, EndingTerms terms, long due, Action<RuleKey, string> add, RulesInForce rules)
    {
        var (rate, amount) = (Percent(ending.Rate!.Value / 100m), EuroText.Of(due));
        if (terms.Rule == EndingRules.Total)
        {
            add(BookingRules.CompletionRounding, $"La formation est réalisée en entier : tout le prix, {amount}, est dû à l’organisme.");
        }
        else if (terms.Rule == EndingRules.ForceMajeure)
        {
            add(BookingRules.CompletionRounding,
                $"La formation est réalisée à {rate}, et la sortie est due à un cas de force majeure : {amount} sont dus à l’organisme, le reste est rendu.");
        }
        else if (terms.Rule == EndingRules.ProviderLiable)
        {
            add(BookingRules.PartialProviderLiable, terms.Due == 0
                ? "La formation s’arrête du fait de l’organisme : rien ne lui est dû, et tout est rendu."
                : $"La formation s’arrête du fait de l’organisme, réalisée à {rate} : {amount} lui sont dus, le reste est rendu.");
        }
        else
        {
            var done = ending.Rate.Value / 100m;
            var (key, text) = done >= rules.Get(BookingRules.PartialFullFrom)
                ? (BookingRules.PartialFullFrom, $"à partir de {Percent(rules.Get(BookingRules.PartialFullFrom))}, tout le prix est dû")
                : done >= rules.Get(BookingRules.PartialProportionalFrom)
                ? (BookingRules.PartialProportionalFrom, "la part réalisée est due")
                : (BookingRules.PartialMinimumPaid, $"au moins {Percent(terms.Due)} du prix sont dus");
            add(key, $"La formation s’arrête du fait du titulaire, réalisée à {rate} : {text} à l’organisme, soit {amount}.");
        }
    }

    private static string Rest(RuleKey<string> key, EndingRests rests, string fate)
    {
        var what = key == rests.Rights ? "Le reste des droits" : key == rests.Dotations ? "Le reste des dotations"
            : key == rests.TopUps ? "Le reste des abondements" : "Le reste de ce que le titulaire a payé par carte";
        return fate switch
        {
            RuleWords.Returned => key == rests.Card ? $"{what} est remboursé." : $"{what} est rendu, aux mêmes conditions qu’avant.",
            RuleWords.Kept => $"{what} est perdu.",
            _ => $"{what} devient un avoir, qui sert pour une autre inscription.",
        };
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.##", Numbers) + "\u00A0%";
}
