namespace Marketplace.Money.Regulation.Keys;

/// <summary>What employers and funders pay in, R6323-3 to R6323-42-1.</summary>
public static class DotationRules
{
    /// <summary>Entretiens non tenus : abondement correctif.</summary>
    public static readonly RuleKey<long> InterviewPenalty = RuleType.Amount("dotation.interview-penalty");
    /// <summary>Entretiens non tenus : période examinée.</summary>
    public static readonly RuleKey<Delay> InterviewPeriod = RuleType.Delay("dotation.interview-period");
    /// <summary>Entretiens non tenus : effectif à partir duquel l’abondement est dû.</summary>
    public static readonly RuleKey<int> InterviewHeadcount = RuleType.Count("dotation.interview-headcount");
    /// <summary>Entretiens non tenus : majoration si l’entreprise ne verse pas.</summary>
    public static readonly RuleKey<decimal> InterviewSurcharge = RuleType.Percentage("dotation.interview-surcharge");
    /// <summary>Entretiens non tenus : versement au plus tard.</summary>
    public static readonly RuleKey<string> InterviewPayBy = RuleType.Choice("dotation.interview-pay-by", ["end-of-next-quarter"]);
    /// <summary>Licenciement après refus d’un accord de performance collective : abondement minimal.</summary>
    public static readonly RuleKey<long> DismissalMinimum = RuleType.Amount("dotation.dismissal-minimum");
    /// <summary>Licenciement après refus d’un accord de performance collective : information de la Caisse.</summary>
    public static readonly RuleKey<Delay> DismissalInformation = RuleType.Delay("dotation.dismissal-information");
    /// <summary>Lanceur d’alerte : plafond du compte, dotation comprise.</summary>
    public static readonly RuleKey<long?> WhistleblowerCap = RuleType.OptionalAmount("dotation.whistleblower-cap");
    /// <summary>Une dotation ou un abondement n’est utilisable qu’une fois l’argent reçu.</summary>
    public static readonly RuleKey<bool> NeedsCash = RuleType.Flag("dotation.needs-cash");
    /// <summary>Un financeur peut confier une enveloppe globale.</summary>
    public static readonly RuleKey<bool> GlobalFund = RuleType.Flag("dotation.global-fund");
    /// <summary>Un financeur peut réserver sa dotation, fixer un délai et demander le remboursement du reste.</summary>
    public static readonly RuleKey<bool> Earmarks = RuleType.Flag("dotation.earmarks");
    /// <summary>Libellé du virement d’un employeur.</summary>
    public static readonly RuleKey<string> TransferLabel = RuleType.Text("dotation.transfer-label");
    /// <summary>Produits auxquels leur financeur peut mettre des conditions.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> ConditionalProducts = RuleType.Set(
        "dotation.conditional-products", RuleWords.OrderedProducts);
    /// <summary>Un délai d’utilisation suppose une affectation.</summary>
    public static readonly RuleKey<bool> DeadlineNeedsEarmark = RuleType.Flag("dotation.deadline-needs-earmark");
    /// <summary>Le remboursement du reste suppose un délai.</summary>
    public static readonly RuleKey<bool> RefundNeedsDeadline = RuleType.Flag("dotation.refund-needs-deadline");
    /// <summary>Versement d’un autre montant que celui de la commande.</summary>
    public static readonly RuleKey<string> OtherAmountPaid = RuleType.Choice("dotation.other-amount-paid", ["waits-whole"]);
    /// <summary>Reste, après le délai, d’une dotation sans demande de remboursement.</summary>
    public static readonly RuleKey<string> RestWithoutRefund = RuleType.Choice("dotation.rest-without-refund", ["stays-unusable"]);
}
