namespace Marketplace.Statistics.Questions;

/// <summary>Something that figures are told by, and narrowed with.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Label">On screen.</param>
/// <param name="Sql">Column of the facts; null: a period, or a source of funding.</param>
/// <param name="Public">False: for analysts alone.</param>
public sealed record Dimension(string Name, string Label, string? Sql, bool Public = true)
{
    public const string FundingSource = "fundingSource";

    /// <summary>Periods, the finest first.</summary>
    public static readonly IReadOnlyList<string> Periods = ["month", "quarter", "year"];

    /// <summary>All, in the order in which screens list them.</summary>
    public static readonly IReadOnlyList<Dimension> All =
    [
        new("month", "Mois", null), new("quarter", "Trimestre", null), new("year", "Année", null),
            new("status", "État du dossier", "status"),
        new("certificationType", "Type de certification", "certification_type"),
        new("certification", "Certification", "certification", Public: false), new("domainGroup", "Grand domaine (NSF)", "domain_group"),
        new("domain", "Domaine (NSF)", "domain"), new("modality", "Modalité", "modality"),
        new("trainingRegion", "Région de la formation", "training_region"),
        new("trainingDepartment", "Département de la formation", "training_department"),
        new("residenceRegion", "Région de résidence", "residence_region"),
        new("residenceDepartment", "Département de résidence", "residence_department"), new("ageClass", "Âge", "age_class"),
        new("sex", "Sexe", "sex"),
        new("situation", "Situation", "situation"), new(FundingSource, "Source de financement", null),
        new("priceClass", "Tranche de prix", "price_class"), new("hoursClass", "Tranche de durée", "hours_class"),
    ];

    public bool IsPeriod => Periods.Contains(Name);

    /// <summary>Null: there is none of that name.</summary>
    public static Dimension? Find(string name) => All.FirstOrDefault(dimension => dimension.Name == name);
}
