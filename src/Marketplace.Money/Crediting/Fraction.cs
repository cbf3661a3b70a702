using System.Numerics;

namespace Marketplace.Money.Crediting;

/// <summary>
/// An exact share of a year's work. Amounts are rounded up to the cent (R6323-1), so a share that is a hair too large
/// because of decimals would cost a cent.
/// </summary>
public readonly struct Fraction
{
    private readonly BigInteger _top;
    private readonly BigInteger _bottom;

    /// <param name="bottom">Above zero.</param>
    public Fraction(BigInteger top, BigInteger bottom) => (_top, _bottom) = (top, bottom);

    public static Fraction Zero { get; } = new(0, 1);
    public static Fraction One { get; } = new(1, 1);

    public bool IsZero => _top.IsZero;

    public static Fraction operator +(Fraction a, Fraction b) =>
        a._bottom == b._bottom ? new(a._top + b._top, a._bottom) : new((a._top * b._bottom) + (b._top * a._bottom), a._bottom * b._bottom);

    public static Fraction operator *(Fraction a, Fraction b) => new(a._top * b._top, a._bottom * b._bottom);

    public static bool operator >=(Fraction a, Fraction b) => a._top * b._bottom >= b._top * a._bottom;

    public static bool operator <=(Fraction a, Fraction b) => b >= a;

    /// <summary>At most one whole.</summary>
    public Fraction AtMostOne() => _top >= _bottom ? One : this;

    /// <summary>This share of an amount, rounded up to the unit.</summary>
    public long Of(long amount) => (long)BigInteger.DivRem(_top * amount, _bottom, out var rest) + (rest.IsZero ? 0 : 1);
}
