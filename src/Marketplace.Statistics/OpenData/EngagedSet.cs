using Marketplace.Catalogue.Reference;
using Marketplace.Statistics.Editions;

namespace Marketplace.Statistics.OpenData;

/// <summary>
/// Validated bookings in the columns of « moncompteformation_formations_engagees », from the edition: each row is a cell of one table of
/// the public family, with the columns of other tables empty. The real set crosses all columns; here nobody could be hidden in that.
/// </summary>
internal static class EngagedSet
{
    private const string All = "vide : toutes valeurs ensemble.";

    private static readonly string[] Payers = ["titulaires", "etat", "pole_emploi", "regions", "opco", "entreprises", "cec"];
    private static readonly string[] Parts = ["titulaire", "etat", "pole_emploi", "region", "opco", "entreprise", "cec"];
    private static readonly string[] Sources = ["learner", "state", "france-travail", "region", "opco", "employer", "volunteering"];

    public static readonly IReadOnlyList<DataColumn> Columns =
    [
        new("date_chargement", DataType.Date, "Jour de l’édition."),
            Text("date_validation", "Mois (2026-01) ou trimestre (2026-Q1) de la validation."),
        Text("statut_dossier", $"État du dossier à l’édition ; {All}"), Text("type_referentiel", $"Type de certification ; {All}"),
        Text("code_rs", "Vide : non publié."),
        Text("code_rncp", "Vide : non publié."), Text("domaine_formation_nsf", $"Domaine NSF ; {All}"),
        Text("formacode_principal", "Vide : non publié."),
        Text("libelle_formacode_principal", "Vide : non publié."), Text("modalite_presence", $"Modalité ; {All}"),
        Text("region_lieu_formation", $"Région de la formation ; {All}"),
        Text("departement_lieu_formation", $"Département de la formation ; {All}"),
        Count("nb_dossiers", "Dossiers ; vide : secret statistique."),
        Count("nb_titulaires", "Titulaires distincts ; vide : secret statistique."), Money("prix_moyen", "Prix moyen en euros."),
        Count("nb_dossiers_a_duree_connue", "Vide : non publié."),
        Money("duree_moyenne", "Durée moyenne en heures, les durées inconnues comptant pour zéro."),
        Money("montant_engage", "Montant engagé en euros."),
        Money("part_france_competences", "Part des droits acquis, en euros ; par trimestre, pour l’ensemble."),
        .. Payers.Zip(Parts).SelectMany(pair => new[]
        {
            Count($"nb_dossiers_finances_par_{pair.First}", "Dossiers que ce financeur paie en partie ; par trimestre, pour l’ensemble."),
            Money($"part_{pair.Second}", "Part de ce financeur, en euros ; par trimestre, pour l’ensemble."),
        }),
        Text("code_officiel_departement", "Code du département."),
    ];

    public static DataSet Of(PublishedEdition edition, ReferenceData reference, DateOnly day) =>
        new("formations-engagees", "Formations engagées",
        "Dossiers validés par mois ou trimestre : ensemble, domaines, types de certification, modalités, états, territoires. Une ligne est une case d’une de ces tables.",
        Columns, _ => Rows(edition, reference, day).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(PublishedEdition edition, ReferenceData reference, DateOnly day)
    {
        foreach (var (key, figures) in edition.Cells.Where(
            cell => cell.Key is { Basis: "validation", Column: "" } && cell.Key.Period.Length == 7)
            .OrderBy(cell => cell.Key.Period, StringComparer.Ordinal).ThenBy(cell => cell.Key.Axis, StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Node, StringComparer.Ordinal))
        {
            if (Place(edition, reference, key) is not { } place)
                continue;
            yield return
            [
                day, key.Period, key.Axis == "status" ? key.Node : null, key.Axis == "certificationType" ? key.Node : null, null, null,
                key.Axis == PublicFamily.Domain ? key.Node : null, null, null, key.Axis == "modality" ? key.Node : null, place.Region,
                place.Department,
                figures?.Bookings, figures?.Learners, figures is { Bookings: > 0 } ? Euros(figures.Amount / figures.Bookings) : null, null,
                figures is { Bookings: > 0 } ? Math.Round((decimal)figures.Hours / figures.Bookings, 2) : null, Euros(figures?.Amount),
                Euros(Source(edition, key, "annual-rights")?.Amount),
                .. Sources.SelectMany(
                source => Source(edition, key, source) is { } paid ? new object?[] { paid.Bookings, Euros(paid.Amount) } : [null, null]),
                place.Code,
            ];
        }
    }

    /// <summary>Null: a cell of no column of this set.</summary>
    private static (string? Region, string? Department, string? Code)? Place(PublishedEdition edition, ReferenceData reference, CellKey key)
    {
        if (key.Axis is PublicFamily.Whole or "status" or "certificationType" or "modality")
            return (null, null, null);
        if (PublicFamily.Axes.FirstOrDefault(a => a.Name == key.Axis) is not { } axis
            || key.Axis is not (PublicFamily.Domain or PublicFamily.Training))
            return null;
        var codes = edition.CodesOf(axis, key.Node);
        if (key.Axis == PublicFamily.Domain)
            return codes.Count == 2 ? (null, null, null) : null;
        var region = reference.Regions.TryGetValue(codes[0], out var known) ? known.Name : codes[0];
        return codes.Count == 1
            ? (region, null, null)
            : (region, reference.Departments.TryGetValue(codes[1], out var department) ? department.Name : codes[1], codes[1]);
    }

    private static Figures? Source(PublishedEdition edition, CellKey key, string source) => key.Axis != PublicFamily.Whole ? null
        : edition.Cells.GetValueOrDefault(key with { Axis = PublicFamily.FundingPrefix + source, Node = PublicFamily.With });

    internal static decimal? Euros(long? cents) => cents / 100m;

    private static DataColumn Text(string name, string description) => new(name, DataType.String, description);

    private static DataColumn Count(string name, string description) => new(name, DataType.Integer, description);

    private static DataColumn Money(string name, string description) => new(name, DataType.Number, description);
}
