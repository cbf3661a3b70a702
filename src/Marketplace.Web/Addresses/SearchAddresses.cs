namespace Marketplace.Web.Addresses;

/// <summary>Finding and comparing trainings, open to everybody.</summary>
public static class SearchAddresses
{
    public const string Results = "/recherche";
    public static readonly Route<string> Action = new("/formations/{actionId}");
    public const string Compare = "/comparer";
    public static readonly Route<string> Provider = new("/organismes/{siret}");
    public static readonly Route<string> Certification = new("/certifications/{code}");
}
