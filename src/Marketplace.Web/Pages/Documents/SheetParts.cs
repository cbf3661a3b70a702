using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Funding;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Documents;

/// <summary>Parts that documents share.</summary>
internal static class SheetParts
{
    private static readonly Dictionary<string, string> Modalities = new()
    {
        ["in-person"] = "en centre", ["blended"] = "en centre et à distance", ["remote"] = "à distance",
    };

    /// <summary>Number, day, dossier, both sides.</summary>
    public static IReadOnlyList<SheetFact> Parties(DocumentFacts facts) =>
    [
        new("Numéro", facts.Number),
        new("Date", FrenchFormat.Date(ParisTime.DateOf(facts.At))),
        new("Dossier", BookingNumber.Text(facts.Row.Number)),
        new("Titulaire du compte", facts.LearnerName),
        new("Organisme de formation", facts.Provider.Name),
        new("SIRET", facts.Provider.Siret),
        .. facts.Provider.Nda is { } nda ? [new SheetFact("Déclaration d’activité", nda)] : Array.Empty<SheetFact>(),
        .. facts.Provider.Address is { } address ? [new SheetFact("Adresse", address)] : Array.Empty<SheetFact>(),
    ];

    public static SheetSection Training(DocumentFacts facts) => new("La formation", [],
    [
        new("Intitulé", facts.Row.Title),
        new("Certification", facts.Row.CertificationCode),
        new("Session", facts.Row.SessionNumber),
        new("Premier jour", DossierWords.Day(facts.Terms.Starts)),
        new("Dernier jour", DossierWords.Day(facts.Terms.Ends)),
        .. facts.Terms.Hours is { } hours
        ? [new SheetFact("Durée", FrenchFormat.Plural(hours, "heure", "heures"))] : Array.Empty<SheetFact>(),
        new("Déroulement", Modalities[facts.Row.Modality]),
        .. facts.Place is { } place ? [new SheetFact("Lieu", place)] : Array.Empty<SheetFact>(),
    ]);

    public static SheetSection Price(DocumentFacts facts)
    {
        var (cents, rate) = (facts.Terms.PriceCents, facts.Row.VatRate);
        var net = (long)decimal.Round(cents * 100 / (100 + rate), MidpointRounding.AwayFromZero);
        return new("Le prix", [], Table: new("Prix de la formation", ["Désignation", "Montant"],
        [
            ["Prix hors taxe", FrenchFormat.Price(net)],
            [rate == 0 ? "TVA : exonéré" : $"TVA à {FrenchFormat.Decimal(rate, 2)}{FrenchFormat.NoBreakSpace}%",
                FrenchFormat.Price(cents - net)],
            ["Prix toutes taxes comprises", FrenchFormat.Price(cents)],
        ]));
    }

    public static SheetSection WhoPays(DocumentFacts facts) =>
        new("Qui paie", [], Table: new("Financement, ligne par ligne", ["Financement", "Montant"],
    [
        .. facts.Lines.Select(line => (IReadOnlyList<string>)[FundingLabels.Line(new FundingLine(line.Source, line.Kind, line.Amount)),
            FrenchFormat.Price(line.Amount)]),
        ["Total", FrenchFormat.Price(facts.Lines.Sum(line => line.Amount))],
    ]));
}
