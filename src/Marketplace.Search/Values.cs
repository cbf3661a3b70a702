namespace Marketplace.Search;

/// <summary>Values of <c>modality</c>.</summary>
public static class Modalities
{
    public const string InPerson = "in-person";
    public const string Blended = "blended";
    public const string Remote = "remote";
    public static readonly IReadOnlyList<string> All = [InPerson, Blended, Remote];
}

/// <summary>Values of <c>certificationType</c>.</summary>
public static class CertificationTypes
{
    public const string Rncp = "rncp";
    public const string Rs = "rs";
    public const string RncpBlock = "rncp-block";
    public const string Vae = "vae";
    public const string SkillsReview = "skills-review";
    public const string DrivingLicence = "driving-licence";
    public static readonly IReadOnlyList<string> All = [Rncp, Rs, RncpBlock, Vae, SkillsReview, DrivingLicence];
}

/// <summary>Values of <c>accessibility</c>.</summary>
public static class AccessibilityValues
{
    public const string Premises = "premises";
    public const string AdaptedPace = "adapted-pace";
    public const string AdaptedMaterials = "adapted-materials";
    public const string SignLanguage = "sign-language";
    public const string RemoteAdapted = "remote-adapted";
    public const string DisabilityReferent = "disability-referent";
    public static readonly IReadOnlyList<string> All = [
        Premises, AdaptedPace, AdaptedMaterials, SignLanguage, RemoteAdapted, DisabilityReferent];
}

/// <summary>Values of <c>pace</c>, in the order of <c>code-rythme-formation</c> 1 to 7.</summary>
public static class Paces
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";
    public const string Weekdays = "weekdays";
    public const string Weekend = "weekend";
    public const string FullTime = "full-time";
    public const string PartTime = "part-time";
    public const string Several = "several";
    public static readonly IReadOnlyList<string> All = [Daily, Weekly, Weekdays, Weekend, FullTime, PartTime, Several];
}

/// <summary>Names of the facets, as in the API's <c>facets</c> object.</summary>
public static class Facets
{
    public const string Modality = "modality";
    public const string Accessibility = "accessibility";
    public const string CertificationType = "certificationType";
    public const string Level = "level";
    /// <summary>NSF code, three digits.</summary>
    public const string Domain = "domain";
    public const string Department = "department";
    public const string Pace = "pace";
    public static readonly IReadOnlyList<string> All = [Modality, CertificationType, Level, Domain, Department, Pace, Accessibility];
}
