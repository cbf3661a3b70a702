namespace Marketplace.People.Holders;

/// <summary>
/// A NIR keeps the place of birth as it was numbered at birth, while FranceConnect may give today's number. What the law
/// renumbered in between is no difference (INSEE, code officiel géographique, history of communes and départements).
/// </summary>
internal static class BirthPlaceHistory
{
    /// <summary>Loi 75-356 of 15 May 1975, in INSEE's numbers from 1 January 1976: 20 became 2A and 2B.</summary>
    private static readonly DateOnly CorsicaSplit = new(1976, 1, 1);

    /// <summary>Loi 64-707 of 10 July 1964, in force on 1 January 1968: Seine (75) and Seine-et-Oise (78) were split.</summary>
    private static readonly DateOnly ParisRegionSplit = new(1968, 1, 1);

    /// <summary>Today's département → those it was made from. All of Essonne and Val-d'Oise was Seine-et-Oise.</summary>
    private static readonly Dictionary<string, string[]> BeforeSplit = new()
    {
        ["91"] = ["78"],
        ["92"] = ["75", "78"],
        ["93"] = ["75", "78"],
        ["94"] = ["75", "78"],
        ["95"] = ["78"],
    };

    /// <summary>Country → the départements and territories that INSEE numbered there, until independence.</summary>
    private static readonly Dictionary<string, (string[] Numbers, DateOnly Independence)> FormerlyFrench = new()
    {
        ["99352"] = (["91", "92", "93", "94"], new DateOnly(1962, 7, 3)), // Algeria
        ["99350"] = (["95"], new DateOnly(1956, 3, 2)), // Morocco
        ["99351"] = (["96"], new DateOnly(1956, 3, 20)), // Tunisia
    };

    /// <summary>Communes with arrondissements: births are registered in an arrondissement, identities may name the commune.</summary>
    private static readonly (string Commune, string First, string Last)[] Arrondissements =
        [("75056", "75101", "75120"), ("69123", "69381", "69389"), ("13055", "13201", "13216")];

    /// <summary>Two characters, or three overseas.</summary>
    public static string Department(string place) => place.StartsWith("97", StringComparison.Ordinal)
        || place.StartsWith("98", StringComparison.Ordinal) ? place[..3] : place[..2];

    /// <summary>Whether both codes name the commune where someone was born that day, as numbered then and now.</summary>
    public static bool SameCommune(string then, string now, DateOnly birth) =>
        (FormerCorsica(then, now, birth) && then[2..] == now[2..])
        || SplitParisRegion(then, now, birth)
        || Arrondissements.Any(a => (then == a.Commune && Within(now, a)) || (now == a.Commune && Within(then, a)));

    /// <summary>Whether the two départements were one that day, be the communes what they may.</summary>
    public static bool SameDepartment(string then, string now, DateOnly birth) => FormerCorsica(then, now, birth)
        || SplitParisRegion(then, now, birth);

    /// <summary>Whether someone born that day in what is now another country may bear that place.</summary>
    public static bool WasFrench(string then, string country, DateOnly birth) =>
        FormerlyFrench.TryGetValue(country, out var former) && birth < former.Independence && former.Numbers.Contains(Department(then));

    private static bool FormerCorsica(string then, string now, DateOnly birth) =>
        birth < CorsicaSplit && Department(then) == "20" && Department(now) is "2A" or "2B";

    /// <summary>Communes were numbered anew by the new départements, so that their codes cannot be compared.</summary>
    private static bool SplitParisRegion(string then, string now, DateOnly birth) =>
        birth < ParisRegionSplit && BeforeSplit.TryGetValue(Department(now), out var before) && before.Contains(Department(then));

    private static bool Within(string place, (string Commune, string First, string Last) a) =>
        string.CompareOrdinal(place, a.First) >= 0 && string.CompareOrdinal(place, a.Last) <= 0;
}
