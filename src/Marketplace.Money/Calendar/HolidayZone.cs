using System.Collections.Frozen;

namespace Marketplace.Money.Calendar;

/// <summary>Parts of France whose public holidays differ.</summary>
public enum HolidayZone
{
    Metropole,
    AlsaceMoselle,
    Guadeloupe,
    Martinique,
    Guyane,
    LaReunion,
    Mayotte,
    SaintBarthelemy,
    SaintMartin,
    SaintPierreEtMiquelon,
    NouvelleCaledonie,
    PolynesieFrancaise,
    WallisEtFutuna,
}

/// <summary>Names of zones in addresses, as the State's open data writes them.</summary>
public static class HolidayZones
{
    public static readonly FrozenDictionary<string, HolidayZone> ByName = new Dictionary<string, HolidayZone>
    {
        ["metropole"] = HolidayZone.Metropole,
        ["alsace-moselle"] = HolidayZone.AlsaceMoselle,
        ["guadeloupe"] = HolidayZone.Guadeloupe,
        ["martinique"] = HolidayZone.Martinique,
        ["guyane"] = HolidayZone.Guyane,
        ["la-reunion"] = HolidayZone.LaReunion,
        ["mayotte"] = HolidayZone.Mayotte,
        ["saint-barthelemy"] = HolidayZone.SaintBarthelemy,
        ["saint-martin"] = HolidayZone.SaintMartin,
        ["saint-pierre-et-miquelon"] = HolidayZone.SaintPierreEtMiquelon,
        ["nouvelle-caledonie"] = HolidayZone.NouvelleCaledonie,
        ["polynesie-francaise"] = HolidayZone.PolynesieFrancaise,
        ["wallis-et-futuna"] = HolidayZone.WallisEtFutuna,
    }.ToFrozenDictionary();

    /// <summary>The zone of a commune; metropolitan France when it is not known.</summary>
    /// <param name="insee">Such as 67482.</param>
    public static HolidayZone OfCommune(string? insee) => insee switch
    {
        { Length: >= 3 } when insee[..3] is "971" => HolidayZone.Guadeloupe,
        { Length: >= 3 } when insee[..3] is "972" => HolidayZone.Martinique,
        { Length: >= 3 } when insee[..3] is "973" => HolidayZone.Guyane,
        { Length: >= 3 } when insee[..3] is "974" => HolidayZone.LaReunion,
        { Length: >= 3 } when insee[..3] is "975" => HolidayZone.SaintPierreEtMiquelon,
        { Length: >= 3 } when insee[..3] is "976" => HolidayZone.Mayotte,
        { Length: >= 3 } when insee[..3] is "977" => HolidayZone.SaintBarthelemy,
        { Length: >= 3 } when insee[..3] is "978" => HolidayZone.SaintMartin,
        { Length: >= 3 } when insee[..3] is "986" => HolidayZone.WallisEtFutuna,
        { Length: >= 3 } when insee[..3] is "987" => HolidayZone.PolynesieFrancaise,
        { Length: >= 3 } when insee[..3] is "988" => HolidayZone.NouvelleCaledonie,
        { Length: >= 2 } when insee[..2] is "57" or "67" or "68" => HolidayZone.AlsaceMoselle,
        _ => HolidayZone.Metropole,
    };

    /// <summary>Its name in addresses and tables.</summary>
    public static string NameOf(HolidayZone zone) => ByName.First(pair => pair.Value == zone).Key;
}
