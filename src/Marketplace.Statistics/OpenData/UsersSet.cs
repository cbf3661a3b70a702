using Marketplace.Catalogue.Reference;
using Marketplace.Statistics.Editions;

namespace Marketplace.Statistics.OpenData;

/// <summary>Learners by quarter, and by year where age and sex are told; each row a cell of the edition.</summary>
internal static class UsersSet
{
    private const string All = "vide : toutes valeurs ensemble.";

    private static readonly IReadOnlyList<DataColumn> Columns =
    [
        new("date_chargement", DataType.Date, "Jour de l’édition."),
            new("trimestre", DataType.String, "Trimestre de validation (2026-Q1), ou année quand l’âge et le sexe sont donnés."),
        new("statut_dossier", DataType.String, $"État du dossier à l’édition ; {All}"),
        new("region", DataType.String, $"Région de résidence ; {All}"),
        new("sexe", DataType.String, $"female ou male ; {All}"), new("classe_age", DataType.String, $"Classe d’âge ; {All}"),
        new("situation", DataType.String, $"Situation de la personne ; {All}"),
        new("nb_dossiers", DataType.Integer, "Dossiers ; vide : secret statistique."),
        new("nb_titulaires", DataType.Integer, "Titulaires distincts ; vide : secret statistique."),
    ];

    public static DataSet Of(PublishedEdition edition, ReferenceData reference, DateOnly day) => new("usagers", "Usagers par trimestre",
        "Personnes dont un dossier a été validé, par trimestre : états, situations, régions ; par an : régions par âge et sexe.", Columns,
        _ => Rows(edition, reference, day).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(PublishedEdition edition, ReferenceData reference, DateOnly day)
    {
        foreach (var (key, figures) in edition.Cells.Where(cell => Told(edition, cell.Key))
            .OrderBy(cell => cell.Key.Period, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.Axis, StringComparer.Ordinal).ThenBy(cell => cell.Key.Node, StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Column, StringComparer.Ordinal))
        {
            var person = key.Column.Split('|');
            var region = PublishedEdition.RegionOf(key.Node);
            yield return
            [
                day, key.Period, key.Axis == "status" ? key.Node : null,
                key.Axis is PublicFamily.Residence or PublicFamily.Population && region.Length > 0
                ? reference.Regions.TryGetValue(region, out var known) ? known.Name : region : null,
                person.Length == 2 && person[1] != "*" ? person[1] : null, person.Length == 2 && person[0] != "*" ? person[0] : null,
                key.Axis == "situation" ? key.Node : null, figures?.Bookings, figures?.Learners,
            ];
        }
    }

    private static bool Told(PublishedEdition edition, CellKey key) => key.Basis == "validation"
        && (key.Axis == PublicFamily.Population ? key.Column.Length > 0
            : key.Period.Contains('Q', StringComparison.Ordinal) && (key.Axis is PublicFamily.Whole or "status" or "situation"
                || (key.Axis == PublicFamily.Residence
                    && edition.CodesOf(PublicFamily.Axes.Single(a => a.Name == PublicFamily.Residence), key.Node).Count == 1)));
}
