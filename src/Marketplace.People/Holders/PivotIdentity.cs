using System.Globalization;

namespace Marketplace.People.Holders;

/// <summary>
/// The identité pivot that FranceConnect vouches for: civil status as the RNIPP holds it (FranceConnect, « identité
/// pivot »; the NIR is not part of it).
/// </summary>
/// <param name="BirthName">Nom de naissance (<c>family_name</c>).</param>
/// <param name="GivenNames">All given names, separated by blanks (<c>given_name</c>).</param>
/// <param name="BirthPlace">INSEE code of the commune, such as 75107 or 2A004; null for a birth abroad.</param>
/// <param name="BirthCountry">INSEE code of the country; 99100 is France.</param>
public sealed record PivotIdentity(
    string BirthName, string GivenNames, DateOnly BirthDate, Sex Sex, string? BirthPlace, string BirthCountry)
{
    /// <summary>INSEE's code of France among countries.</summary>
    public const string France = "99100";

    /// <summary>
    /// The same text for the same person, whatever accents, case, hyphens and blanks; what a keyed hash is made of.
    /// Names hold no bar once folded, so that fields cannot run into each other. A change here loses every stored hash.
    /// </summary>
    public string CanonicalText => string.Join('|',
        CivilName.Fold(BirthName), CivilName.Fold(GivenNames), BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sex == Sex.Female ? "female" : "male", BirthPlace?.ToUpperInvariant() ?? "", BirthCountry);

    /// <summary>Nothing of the person, so that it never leaks into a log.</summary>
    public override string ToString() => nameof(PivotIdentity);

    /// <summary>The identity that FranceConnect's claims give; null with a problem in French when one is not as it must be.</summary>
    /// <param name="today">The day in Paris; a birth lies before it.</param>
    public static PivotIdentity? FromClaims(string? givenName, string? familyName, string? birthdate, string? gender, string? birthplace,
        string? birthcountry, DateOnly today, out string? problem)
    {
        var place = string.IsNullOrWhiteSpace(birthplace) ? null : birthplace;
        problem = PivotClaims.NameProblem(familyName, "nom de naissance") ?? PivotClaims.NameProblem(givenName, "prénom")
            ?? PivotClaims.PlaceProblem(place, birthcountry) ?? PivotClaims.SexProblem(gender);
        // Last: a partial date sends to an operator, which is of use only when all else is sound.
        DateOnly date = default;
        problem ??= PivotClaims.DateProblem(birthdate, today, out date);
        if (problem is not null)
            return null;
        var sex = gender == "male" ? Sex.Male : Sex.Female;
        return new PivotIdentity(familyName!.Trim(), givenName!.Trim(), date, sex, place, birthcountry!);
    }
}
