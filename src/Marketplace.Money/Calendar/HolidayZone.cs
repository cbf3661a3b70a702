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
}
