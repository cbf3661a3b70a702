namespace Marketplace.People.Holders;

/// <summary>
/// Compares a NIR, and the names on the carte Vitale or attestation, with the identity of FranceConnect. A difference is
/// for an operator to judge; those that the law itself made are none (<see cref="BirthPlaceHistory"/>).
/// </summary>
public static class NirCheck
{
    /// <summary>All differences, in the order of the number; empty when everything fits.</summary>
    /// <param name="cardBirthName">Nom de naissance as the card or attestation shows it.</param>
    /// <param name="cardGivenNames">Given names as the card or attestation shows them; the first is needed.</param>
    public static IReadOnlyList<NirFinding> Compare(Nir nir, PivotIdentity identity, string cardBirthName, string cardGivenNames)
    {
        var findings = new List<NirFinding>();
        if (nir.IsTemporary)
            findings.Add(NirFinding.Temporary);
        if (nir.Sex != identity.Sex)
            findings.Add(NirFinding.Sex);
        if (nir.YearOfBirth2 != identity.BirthDate.Year % 100)
            findings.Add(NirFinding.Year);
        // A month that the register did not know contradicts none.
        if (nir.Month is { } month && month != identity.BirthDate.Month)
            findings.Add(NirFinding.Month);
        if ((identity.BirthCountry == PivotIdentity.France ? InFrance(nir, identity) : Abroad(nir, identity)) is { } place)
            findings.Add(place);
        if (!CivilName.Same(cardBirthName, identity.BirthName))
            findings.Add(NirFinding.Name);
        if (!CivilName.GivenNamesFit(cardGivenNames, identity.GivenNames))
            findings.Add(NirFinding.GivenNames);
        return findings;
    }

    private static NirFinding? InFrance(Nir nir, PivotIdentity identity)
    {
        if (nir.IsBornAbroad)
            return NirFinding.BornAbroad;
        if (identity.BirthPlace?.ToUpperInvariant() is not { Length: 5 } place)
            return NirFinding.PlaceUnknown;
        if (place == nir.PlaceCode || BirthPlaceHistory.SameCommune(nir.PlaceCode, place, identity.BirthDate))
            return null;
        return BirthPlaceHistory.Department(nir.PlaceCode) == BirthPlaceHistory.Department(place)
            || BirthPlaceHistory.SameDepartment(nir.PlaceCode, place, identity.BirthDate)
            ? NirFinding.Commune
            : NirFinding.Department;
    }

    private static NirFinding? Abroad(Nir nir, PivotIdentity identity)
    {
        if (nir.IsBornAbroad)
            return nir.PlaceCode == identity.BirthCountry ? null : NirFinding.Country;
        return BirthPlaceHistory.WasFrench(nir.PlaceCode, identity.BirthCountry, identity.BirthDate) ? null : NirFinding.BornInFrance;
    }
}
