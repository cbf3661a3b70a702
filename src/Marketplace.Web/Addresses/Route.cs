namespace Marketplace.Web.Addresses;

/// <summary>An address with one value in it.</summary>
public sealed class Route<T>(string pattern) : AddressPattern(pattern, 1) where T : notnull
{
    /// <summary>The address of one thing.</summary>
    public string Of(T value) => Fill(value);
}

/// <summary>An address with two values in it.</summary>
public sealed class Route<TFirst, TSecond>(string pattern) : AddressPattern(pattern, 2) where TFirst : notnull where TSecond : notnull
{
    /// <summary>The address of one thing.</summary>
    public string Of(TFirst first, TSecond second) => Fill(first, second);
}

/// <summary>An address with three values in it.</summary>
public sealed class Route<TFirst, TSecond, TThird>(string pattern) : AddressPattern(pattern, 3)
    where TFirst : notnull where TSecond : notnull where TThird : notnull
{
    /// <summary>The address of one thing.</summary>
    public string Of(TFirst first, TSecond second, TThird third) => Fill(first, second, third);
}
