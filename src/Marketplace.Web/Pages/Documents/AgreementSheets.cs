using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Information;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Documents;

/// <summary>What both sides agree on: the quote, and the contract once it is accepted.</summary>
internal static class AgreementSheets
{
    private const string TermsSection = "inscription";

    public static Sheet Quote(DocumentFacts facts) => new("Devis", facts.Number, SheetParts.Parties(facts),
    [
        SheetParts.Training(facts),
        SheetParts.Price(facts),
        .. facts.Row.ProposalNote is { Length: > 0 } note
        ? [new SheetSection("Message de l’organisme", [note])] : Array.Empty<SheetSection>(),
        new("Validité", [$"Ce devis peut être accepté jusqu’au {DossierWords.Day(facts.AnswerBy!.Value)} à minuit, heure de Paris. Sans réponse, la demande est close et rien n’est débité."]),
    ]);

    public static Sheet Contract(DocumentFacts facts, RuleBook book) =>
        new("Contrat d’inscription à une formation", facts.Number, SheetParts.Parties(facts),
    [
        SheetParts.Training(facts), SheetParts.Price(facts), SheetParts.WhoPays(facts), Ending(facts, facts.Days!), Terms(facts, book),
    ]);

    public static Sheet ProviderContract(DocumentFacts facts, RuleBook book) => new(
        "Contrat d’inscription à une formation, exemplaire de l’organisme", facts.Number, SheetParts.Parties(facts),
    [
        SheetParts.Training(facts), SheetParts.Price(facts), Ending(facts, facts.Days!), Terms(facts, book),
    ]);

    private static SheetSection Ending(DocumentFacts facts, EndingDays days)
    {
        var fee = FrenchFormat.Decimal(facts.Rules.Get(BookingRules.LateCancellationFee) * 100, 2) + FrenchFormat.NoBreakSpace + "%";
        return new("Se rétracter, annuler",
        [
            $"Rétractation sans frais jusqu’au {DossierWords.Day(days.WithdrawalUntil)} inclus.",
            $"Annulation sans frais jusqu’au {DossierWords.Day(days.FreeCancellationUntil)} inclus.",
            $"Après ces deux dates et avant le premier jour de la formation, {fee} du prix sont dus à l’organisme ; ce que devient le reste figure dans les conditions.",
            "Si l’organisme annule, ou si la formation n’a pas lieu, tout est rendu.",
        ]);
    }

    private static SheetSection Terms(DocumentFacts facts, RuleBook book)
    {
        var row = facts.Row;
        return new("Conditions acceptées",
        [
            $"Conditions d’inscription, version {row.TermsVersion}, lues et acceptées le {ParisTime.InWords(row.TermsAcceptedAt!.Value)}.",
            .. row.RuleSet == row.TermsVersion
            ? Array.Empty<string>() : [$"Le contrat est conclu sous la version {row.RuleSet}, en vigueur le jour de l’acceptation."],
        ],
            [.. book.Labels.Where(label => label.Section == TermsSection).Select(label =>
                new SheetFact(label.Label, RuleText.Value(facts.Rules.Entry(label.Key))))]);
    }
}
