namespace Marketplace.Money.Regulation.Keys;

/// <summary>Caps on usable rights by kind of offer, D6323-1 A.</summary>
public static class CapRules
{
    /// <summary>Droits utilisables : certification du RNCP.</summary>
    public static readonly RuleKey<long?> Rncp = RuleType.OptionalAmount("cap.rncp");
    /// <summary>Droits utilisables : bloc de compétences du RNCP.</summary>
    public static readonly RuleKey<long?> RncpBlock = RuleType.OptionalAmount("cap.rncp-block");
    /// <summary>Droits utilisables : certification du répertoire spécifique.</summary>
    public static readonly RuleKey<long?> Rs = RuleType.OptionalAmount("cap.rs");
    /// <summary>Droits utilisables : CléA (socle de connaissances et de compétences).</summary>
    public static readonly RuleKey<long?> Clea = RuleType.OptionalAmount("cap.clea");
    /// <summary>Droits utilisables : validation des acquis de l’expérience.</summary>
    public static readonly RuleKey<long?> Vae = RuleType.OptionalAmount("cap.vae");
    /// <summary>Droits utilisables : bilan de compétences.</summary>
    public static readonly RuleKey<long?> SkillsReview = RuleType.OptionalAmount("cap.skills-review");
    /// <summary>Droits utilisables : permis de conduire, véhicules légers.</summary>
    public static readonly RuleKey<long?> LightVehicleLicence = RuleType.OptionalAmount("cap.light-vehicle-licence");
    /// <summary>Droits utilisables : permis de conduire, véhicules lourds.</summary>
    public static readonly RuleKey<long?> HeavyVehicleLicence = RuleType.OptionalAmount("cap.heavy-vehicle-licence");
    /// <summary>Le plafond porte aussi sur la dotation d’un accord collectif.</summary>
    public static readonly RuleKey<bool> AgreementDotation = RuleType.Flag("cap.agreement-dotation");
}
