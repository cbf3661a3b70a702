using System.Text.Json.Serialization;
using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>How an action is taught (<c>modalites-enseignement</c>).</summary>
public enum Modality
{
    /// <summary>0: en centre.</summary>
    InPerson = 0,
    /// <summary>1: mixte.</summary>
    Blended = 1,
    /// <summary>2: à distance.</summary>
    Remote = 2,
}

/// <summary>A way to follow an offer (EDOF <c>action</c>): place, modality, price, organisation. The unit of search.</summary>
public sealed record TrainingAction
{
    /// <summary>The provider's own id, unique within the offer.</summary>
    public required string Number { get; init; }
    public required DateOnly Created { get; init; }
    public required DateOnly Updated { get; init; }
    /// <summary><c>niveau-entree-obligatoire</c>.</summary>
    public required bool EntryLevelRequired { get; init; }
    public required Modality Modality { get; init; }
    /// <summary><c>conditions-specifiques</c>: prerequisites in words.</summary>
    public string? SpecificConditions { get; init; }
    /// <summary><c>lieu-de-formation/coordonnees</c>; its address says where the action takes place.</summary>
    public required Contact Place { get; init; }
    /// <summary>Extras of <c>lieu-de-formation</c> itself.</summary>
    public IReadOnlyList<Extra> PlaceExtras { get; init; } = [];
    /// <summary><c>modalites-entrees-sorties</c> = 1: one may enter at any time.</summary>
    public required bool PermanentEntry { get; init; }
    public string? Url { get; init; }
    public PostalAddress? InformationAddress { get; init; }
    public IReadOnlyList<DateOnly> InformationDates { get; init; } = [];
    public string? Catering { get; init; }
    public string? Accommodation { get; init; }
    public string? Transport { get; init; }
    /// <summary><c>acces-handicapes</c>, in words.</summary>
    public required string DisabilityAccess { get; init; }
    /// <summary>ISO 639-1 language as in the file (case kept).</summary>
    public required string Language { get; init; }
    public string? Recruitment { get; init; }
    public string? Pedagogy { get; init; }
    /// <summary><c>code-perimetre-recrutement</c>: 1 commune … 5 national, 6 other.</summary>
    public int? RecruitmentArea { get; init; }
    public string? RecruitmentAreaInformation { get; init; }
    public int? HoursInCentre { get; init; }
    public int? HoursInCompany { get; init; }
    public required Contact InformationContact { get; init; }
    /// <summary>Extras that follow the coordinates inside <c>contact-information</c> (such as <c>fonction</c>).</summary>
    public IReadOnlyList<Extra> InformationContactExtras { get; init; } = [];
    /// <summary><c>modalites-handicap</c>, in words.</summary>
    public string? DisabilityArrangements { get; init; }
    public string? AdmissionInformation { get; init; }
    /// <summary><c>code-modalites-admission</c>: 99999, 92002, 92003, 92005, 92007, 92009, 99998.</summary>
    public IReadOnlyList<int> AdmissionModes { get; init; } = [];
    /// <summary><c>code-gfe</c>, 1 to 24.</summary>
    public int? GfeCode { get; init; }
    /// <summary><c>code-type-horaires</c>.</summary>
    public string? ScheduleType { get; init; }
    /// <summary><c>duree-apprentissage</c>: the learning time, in hours.</summary>
    public int? LearningHours { get; init; }
    /// <summary><c>code-rythme-formation</c>: 1 daily, 2 weekly, 3 week days, 4 week-end, 5 full time, 6 part time, 7 several.</summary>
    public IReadOnlyList<int> Paces { get; init; } = [];
    /// <summary><c>frais-anpec</c>: extra fees outside the price, in euros as in the file.</summary>
    public decimal? ExtraFees { get; init; }
    public bool? ExtraFeesIncludeCertification { get; init; }
    public string? ExtraFeesDetail { get; init; }
    public string? OtherServices { get; init; }
    public required Fees Fees { get; init; }
    /// <summary><c>existence-prerequis</c>.</summary>
    public required bool HasPrerequisites { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];

    /// <summary>Hours in all: the learning time, else centre plus company; null when the file gives none of them.</summary>
    [JsonIgnore]
    public int? Hours => HoursOf(LearningHours, HoursInCentre, HoursInCompany);

    /// <summary><see cref="Hours"/> from what they are made of.</summary>
    public static int? HoursOf(int? learning, int? inCentre, int? inCompany) => learning is > 0 ? learning
        : inCentre is null && inCompany is null ? null
        : (inCentre ?? 0) + (inCompany ?? 0);
}

/// <summary>
/// The teaching fees (<c>frais-pedagogiques</c>), in euros with the file's own decimals.
/// Money moves in cents: use <see cref="InclusiveCents"/>.
/// </summary>
public sealed record Fees(decimal VatRate, decimal Exclusive, decimal Inclusive)
{
    [JsonIgnore]
    public long InclusiveCents => ToCents(Inclusive);
    [JsonIgnore]
    public long ExclusiveCents => ToCents(Exclusive);

    /// <summary>Euros to cents, half away from zero.</summary>
    public static long ToCents(decimal euros) => (long)decimal.Round(euros * 100m, 0, MidpointRounding.AwayFromZero);
}
