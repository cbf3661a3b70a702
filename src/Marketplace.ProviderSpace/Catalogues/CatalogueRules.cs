using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>Offers judged.</summary>
/// <param name="File">That says them; null: <paramref name="Problems"/> say why it cannot be written.</param>
/// <param name="Complete">Adds to an accepted offer what the file cannot say.</param>
internal sealed record JudgedOffers(
    SourceFile? File, FileReport? Report, Func<AcceptedOffer, AcceptedOffer> Complete, IReadOnlyList<WantedProblem> Problems);

/// <summary>The rules of the import, for whatever a program sends.</summary>
public sealed class CatalogueRules(ReferenceDataStore reference, TimeProvider clock)
{
    internal EdofImport Import => new(reference.Current, clock);

    internal Marketplace.Catalogue.Places.PlaceDirectory Places => reference.Current.Places;

    internal JudgedOffers Judge(string siret, IReadOnlyList<WantedOffer> offers, CancellationToken cancel)
    {
        var (file, problems) = WantedFile.Of(siret, offers);
        if (file is null)
            return new(null, null, offer => offer, problems);
        var report = Import.Validate(file, cancel: cancel);
        var seats = offers.DistinctBy(offer => offer.Offer.Number).ToDictionary(offer => offer.Offer.Number);
        // Lines of the file that stands for the JSON would mean nothing to who sent it.
        return new(file, report with { Messages = [.. report.Messages.Select(message => message with { Line = null })] },
            offer => seats[offer.Offer.Number].Complete(offer), []);
    }

    internal JudgedOffers Judge(string siret, SourceFile file, CancellationToken cancel)
    {
        var report = Import.Validate(file, cancel: cancel);
        return report.Siret is { } other && other != siret
            ? new(null, null, offer => offer, [new("SIRET", $"Le fichier est celui d’un autre établissement que {siret}.")])
            : new(file, report, offer => offer, []);
    }

    internal IReadOnlyList<AcceptedOffer> Accepted(JudgedOffers judged) => [.. Import.Read(judged.File!).Select(judged.Complete)];
}
