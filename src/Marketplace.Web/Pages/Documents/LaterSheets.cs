using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Money.Funding;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Simulator;
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

    /// <summary>What the end of a dossier took from each source.</summary>
    public static Sheet Recap(DocumentFacts facts) => new("Relevé de ce qui a été utilisé", facts.Number, SheetParts.Parties(facts),
    [
        SheetParts.Training(facts),
        new("Ce qui a été utilisé", ["Voici ce que cette formation a pris à chacun de vos droits, et ce qui est revenu."],
            Table: new("Utilisé, par financement", ["Financement", "Utilisé"],
            [
                .. facts.Lines.Select(line => (IReadOnlyList<string>)[Name(line), FrenchFormat.Price(line.Used ?? 0)]),
                ["Total payé à l’organisme", FrenchFormat.Price(facts.Lines.Sum(line => line.Used ?? 0))],
            ])),
        .. Rest("Ce qui vous est revenu", facts, line => line.Returned ?? 0),
        .. Rest("Ce qui reste en avoir pour une autre inscription", facts, line => line.Credit ?? 0),
        .. Rest("Ce qui est perdu", facts, line => line.Kept ?? 0),
    ]);

    private static IEnumerable<SheetSection> Rest(string heading, DocumentFacts facts, Func<BookingLineRow, long> part)
    {
        var lines = facts.Lines.Where(line => part(line) > 0).ToList();
        if (lines.Count > 0)
            yield return new(heading, [], Table: new(heading, ["Financement", "Montant"],
                [.. lines.Select(line => (IReadOnlyList<string>)[Name(line), FrenchFormat.Price(part(line))])]));
    }

    private static string Name(BookingLineRow line) => FundingLabels.Line(new FundingLine(line.Source, line.Kind, line.Amount));

    private static IReadOnlyList<SheetFact> Payment(CardPayment payment) =>
    [
        new("Paiement", ParisTime.InWords(Utc(payment.SettledAt!.Value))),
        new("Référence", payment.Reference),
    ];

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
