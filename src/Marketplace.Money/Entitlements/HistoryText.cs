using System.Globalization;
using Marketplace.Money.Crediting;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Entitlements;

/// <summary>A line of history in plain French.</summary>
/// <param name="Title">Its nature, such as « Droits de l’année 2025 ».</param>
/// <param name="Why">Rule, article and sentence.</param>
public sealed record HistoryText(string Title, FundingExplanation Why)
{
    /// <param name="rules">Those that the line was computed with.</param>
    public static HistoryText Of(HistoryLine line, RulesInForce rules)
    {
        var words = line.Reason.Split(' ');
        var year = words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return words[0] switch
        {
            "crediting.annual" => AnnualText.Base(line, rules, year, words.Length > 2 ? words[2] : ""),
            "crediting.disabled" => AnnualText.Supplement(line, rules, year),
            "crediting.public-agent" => AnnualText.Hours(line, rules, year),
            "crediting.correction" => AnnualText.Correction(line, rules, year),
            "recovery.from-rights" => Text(rules, RecoveryRules.FromRights, $"Droits de l’année {year} retenus",
                $"Des droits qui devaient être repris étaient déjà utilisés : {EuroText.Of(line.Amount)} sont retenus sur les droits de {year}."),
            "crediting.volunteering" => Text(rules, CreditingRules.VolunteeringAnnual, $"Engagement citoyen en {year}",
                $"Une activité d’engagement citoyen donne {EuroText.Of(rules.Get(CreditingRules.VolunteeringAnnual))}, dans la limite de {EuroText.Of(rules.Get(CreditingRules.VolunteeringCap))} en tout."),
            "crediting.dif" => Text(rules, CreditingRules.DifHourValue, "Heures de DIF",
                $"Vos heures de l’ancien droit individuel à la formation, inscrites à temps, valent {EuroText.Of(rules.Get(CreditingRules.DifHourValue))} chacune."),
            BookingReasons.Kept => EndingText.Kept(line, rules, Source(line), words.Length > 1 ? words[1] : ""),
            BookingReasons.Credit => EndingText.Credit(rules, words.Length > 1 ? words[1] : ""),
            HoursConversion.Reason when line.Nature == Natures.Credit =>
            Text(rules, CreditingRules.PublicAgentHourValue, "Heures converties en euros",
                $"Vous avez converti des heures d’agent public : chacune vaut {EuroText.Of(rules.Get(CreditingRules.PublicAgentHourValue))}."),
            _ => OfNature(line, rules),
        };
    }

    private static HistoryText OfNature(HistoryLine line, RulesInForce rules)
    {
        var source = Source(line);
        return line.Nature switch
        {
            Natures.Credit => Text(
                rules, BucketText.Rule(line.Kind, line.Code), $"{BucketText.Label(line.Kind, line.Code)} : versement",
                $"Votre compte reçoit {source}."),
            Natures.Withdraw => Text(rules, BucketText.Rule(line.Kind, line.Code), $"{BucketText.Label(line.Kind, line.Code)} : retrait",
                line.Kind is AccountKinds.Dotation or AccountKinds.TopUp
                ? "Ce qui n’a pas été utilisé retourne au financeur." : "Ces droits sont retirés de votre compte par une correction."),
            Natures.Convert => Text(rules, CreditingRules.PublicAgentHourValue, "Conversion d’heures en euros",
                $"Vos heures d’agent public sont converties, à raison de {EuroText.Of(rules.Get(CreditingRules.PublicAgentHourValue))} par heure."),
            Natures.Reserve => Text(rules, OrderRules.Sources, "Inscription à une formation : somme engagée",
                $"Vous avez accepté une formation : elle utilisera {source}. L’argent est mis de côté, il n’est pas encore payé."),
            Natures.Hold => Text(rules, OrderRules.Sources, "Page de paiement ouverte : somme mise de côté",
                $"Pendant que vous payez par carte, rien d’autre ne peut utiliser cette somme ({source}). Elle n’est pas encore engagée."),
            Natures.Unhold => Text(rules, OrderRules.Sources, "Page de paiement fermée : somme libérée",
                $"Le paiement par carte est terminé ou abandonné : la somme mise de côté ({source}) est libérée."),
            Natures.Forfeit => EndingText.Kept(line, rules, source, ""),
            Natures.Release => Text(
            rules, OrderRules.Sources, "Somme libérée",
            $"La formation n’a pas lieu ou coûte moins : {source} redevient disponible, aux mêmes conditions qu’avant."),
            Natures.Debit => Text(rules, PaymentRules.Invoice, "Paiement de l’organisme de formation",
                $"La somme engagée ({source}) est due à l’organisme, car la formation a été suivie. Ce qui reste disponible ne change pas : la somme avait été mise de côté."),
            Natures.Recredit => Text(
            rules, OrderRules.Sources, "Somme recréditée",
            $"Ce qui avait été payé est rendu : {source} redevient disponible, aux mêmes conditions qu’avant."),
            Natures.Receive => Text(
            rules, ParticipationRules.Amount, "Paiement par carte",
            "Vous avez payé votre part d’une formation : participation forfaitaire et reste à charge."),
            Natures.Refund => Text(
            rules, PaymentRules.LearnerRefund, "Remboursement sur votre carte", "Ce que vous aviez payé par carte vous est rendu."),
            _ => Text(rules, OrderRules.Sources, "Mouvement", "Mouvement de votre compte."),
        };
    }

    private static string Source(HistoryLine line) => line.Kind switch
    {
        AccountKinds.Annual => "vos droits acquis par le travail",
        AccountKinds.PublicHours => "vos heures d’agent public",
        AccountKinds.Volunteering => "vos droits d’engagement citoyen",
        AccountKinds.Learner => "votre paiement par carte",
        _ => FundingWords.Names.GetValueOrDefault(line.Code, "le versement d’un financeur"),
    };

    internal static HistoryText Text(RulesInForce rules, RuleKey rule, string title, string text) =>
        new(title, new FundingExplanation(rule.Name, rules.Entry(rule).References[0], text));
}
