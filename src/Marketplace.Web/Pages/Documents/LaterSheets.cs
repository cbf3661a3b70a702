using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Time;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Documents;

/// <summary>What is certified afterwards: money that came or goes back by card, and the training that was followed.</summary>
internal static class LaterSheets
{
    public static Sheet Receipt(DocumentFacts facts) => new("Reçu de paiement par carte", facts.Number, SheetParts.Parties(facts),
    [
        new("Paiement reçu", [$"{FrenchFormat.Price(facts.Payment!.AmountCents)} ont été payés par carte pour cette inscription."],
            [.. Payment(facts.Payment), new("Montant payé", FrenchFormat.Price(facts.Payment.AmountCents))]),
        SheetParts.Training(facts),
        SheetParts.WhoPays(facts),
    ]);

    public static Sheet RefundReceipt(DocumentFacts facts) =>
        new("Avis de remboursement sur la carte", facts.Number, SheetParts.Parties(facts),
    [
        new("Remboursement", ["La somme revient sur la carte du paiement ; elle y arrive dans les 30 jours."],
        [
            .. facts.Payment is { } payment ? Payment(payment) : [],
            new("Montant rendu", FrenchFormat.Price(facts.Refund!.AmountCents)),
            new("Remboursement demandé", ParisTime.InWords(Utc(facts.Refund.AskedAt))),
        ]),
        SheetParts.Training(facts),
    ]);

    public static Sheet Attendance(DocumentFacts facts)
    {
        var row = facts.Row;
        return new("Certificat de réalisation", facts.Number, SheetParts.Parties(facts),
        [
            SheetParts.Training(facts),
            new("Réalisation",
                [$"L’organisme a déclaré l’entrée et la sortie de formation ci-dessous ; le service fait a été validé le {FrenchFormat.Date(ParisTime.DateOf(facts.At))}."],
            [
                .. row.EntryOn is { } entry ? [new SheetFact("Entrée en formation", DossierWords.Day(entry))] : Array.Empty<SheetFact>(),
                new("Sortie de formation", DossierWords.Day(row.ExitOn!.Value)),
                new("Taux de réalisation", $"{row.ExitRate}{FrenchFormat.NoBreakSpace}%"),
                new("Motif", ExitDeclaration.Reasons[row.ExitReason!]),
                .. row.ForceMajeure ? [new SheetFact("Force majeure", "oui")] : Array.Empty<SheetFact>(),
            ]),
        ]);
    }

    private static IReadOnlyList<SheetFact> Payment(CardPayment payment) =>
    [
        new("Paiement", ParisTime.InWords(Utc(payment.SettledAt!.Value))),
        new("Référence", payment.Reference),
    ];

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
