namespace Marketplace.Money.Regulation;

/// <summary>Delays as French readers expect them.</summary>
public static class DelayText
{
    /// <summary>« 4 jours ouvrés », « 1 an », with no-break spaces before the unit.</summary>
    public static string Of(Delay delay) => delay.Unit switch
    {
        DelayUnit.CalendarDays => Count(delay.Length, "jour", "jours"),
        DelayUnit.WorkingDays => Count(delay.Length, "jour ouvré", "jours ouvrés"),
        DelayUnit.Months => Count(delay.Length, "mois", "mois"),
        _ => Count(delay.Length, "an", "ans"),
    };

    private static string Count(int length, string singular, string plural) => $"{length}\u00A0{(length < 2 ? singular : plural)}";
}
