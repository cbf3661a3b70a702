using System.Globalization;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Entitlements;

/// <summary>Euros and hours as French readers expect them.</summary>
public static class AmountText
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202F",
        NegativeSign = "-" };

    /// <summary>25 h, 12,5 h.</summary>
    public static string Hours(long centihours) => (centihours / 100m).ToString("#,0.##", Numbers) + "\u00A0h";

    public static string Of(long amount, bool inHours) => inHours ? Hours(amount) : EuroText.Of(amount);

    /// <summary>With its sign: + 500,00 €, - 20,00 €.</summary>
    public static string Signed(long amount, bool inHours) => (amount < 0 ? "-" : "+") + "\u00A0" + Of(Math.Abs(amount), inHours);
}
