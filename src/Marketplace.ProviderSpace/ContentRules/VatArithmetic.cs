using Marketplace.Catalogue.Offers;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>A price with its tax, to the cent.</summary>
public static class VatArithmetic
{
    /// <summary>What a price before tax makes with the tax: rounded to the cent, half up.</summary>
    /// <param name="exclusive">Euros, zero or more.</param>
    /// <param name="rate">In per cent.</param>
    public static decimal Inclusive(decimal exclusive, decimal rate) =>
        decimal.Round(exclusive * (100 + rate) / 100, 2, MidpointRounding.AwayFromZero);

    /// <summary>The price with tax is what the price before tax makes.</summary>
    public static bool Holds(Fees fees) => Inclusive(fees.Exclusive, fees.VatRate) == fees.Inclusive;
}
