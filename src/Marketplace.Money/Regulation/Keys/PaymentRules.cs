namespace Marketplace.Money.Regulation.Keys;

/// <summary>Payment of providers and refunds of learners.</summary>
public static class PaymentRules
{
    /// <summary>Paiement de l’organisme après sa facture.</summary>
    public static readonly RuleKey<Delay> Invoice = RuleType.Delay("payment.invoice");
    /// <summary>Acompte.</summary>
    public static readonly RuleKey<decimal> DepositShare = RuleType.Percentage("payment.deposit-share");
    /// <summary>Acompte si la formation dure plus de.</summary>
    public static readonly RuleKey<Delay> DepositDuration = RuleType.Delay("payment.deposit-duration");
    /// <summary>Paiement de l’acompte après l’entrée en formation.</summary>
    public static readonly RuleKey<Delay> Deposit = RuleType.Delay("payment.deposit");
    /// <summary>Remboursement du titulaire, sur la même carte.</summary>
    public static readonly RuleKey<Delay> LearnerRefund = RuleType.Delay("payment.learner-refund");
    /// <summary>Annulation tardive du titulaire : ce qu’il a payé.</summary>
    public static readonly RuleKey<string> LateCancellationRefund = RuleType.Choice(
        "payment.late-cancellation-refund", RuleWords.CardRests);
    /// <summary>TVA des organismes qui n’en sont pas exonérés.</summary>
    public static readonly RuleKey<decimal> Vat = RuleType.Percentage("payment.vat");
    /// <summary>Changement de coordonnées bancaires d’un organisme : délai sans seconde personne.</summary>
    public static readonly RuleKey<Delay> BankDetailsDelay = RuleType.Delay("payment.bank-details-delay");
}
