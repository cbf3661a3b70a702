namespace Marketplace.Web.Site;

/// <summary>
/// Who runs this service, as the pages say it (settings <c>Operator__Name</c> and so on). What is absent is shown as
/// « à compléter » on the legal pages.
/// </summary>
public sealed class OperatorSettings
{
    public const string Section = "Operator";

    public string Name { get; set; } = "Marketplace";
    /// <summary>Name of the service, in the header and in titles.</summary>
    public string ServiceTitle { get; set; } = "Trouver ma formation";
    public string Tagline { get; set; } = "Les formations finançables avec le compte personnel de formation";
    /// <summary>Path or https address of a logo; absent: only the name is shown.</summary>
    public string? Logo { get; set; }
    /// <summary>Public address such as https://formation.example.fr, for canonical links; absent: as requested.</summary>
    public string? SiteAddress { get; set; }
    public string? PostalAddress { get; set; }
    /// <summary>SIRET of the one who pays providers, on their invoices; absent: not said.</summary>
    public string? Siret { get; set; }
    public string? Email { get; set; }
    /// <summary>Where to report a weakness (security.txt); absent: <see cref="Email"/>.</summary>
    public string? SecurityEmail { get; set; }
    public string? Phone { get; set; }
    /// <summary>Directeur ou directrice de la publication.</summary>
    public string? Publisher { get; set; }
    /// <summary>Name and address of the host of the site.</summary>
    public string? Host { get; set; }
    /// <summary>Where to write about personal data.</summary>
    public string? DataProtectionEmail { get; set; }
    /// <summary>State of the accessibility audit, as the footer must say it.</summary>
    public string AccessibilityStatus { get; set; } = "non conforme";
}
