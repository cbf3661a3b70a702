using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Web.Addresses;

/// <summary>An address with values in it.</summary>
public abstract partial class AddressPattern
{
    /// <summary>Values of the longest.</summary>
    internal const int MostValues = 3;

    private readonly string[] between;

    private protected AddressPattern(string pattern, int values)
    {
        Pattern = pattern;
        Values = values;
        between = Value().Split(pattern);
        if (between.Length != values + 1)
            throw new ArgumentException($"{pattern} does not have {values} values.", nameof(pattern));
    }

    /// <summary>For the map of routes, such as <c>/organismes/{siret}</c>.</summary>
    public string Pattern { get; }

    /// <summary>How many values <see cref="Fill"/> takes.</summary>
    public int Values { get; }

    /// <summary>The address of one thing, each value escaped. Code has <c>Of</c>, with types; this is for templates.</summary>
    public string Fill(params ReadOnlySpan<object> values)
    {
        if (values.Length != Values)
            throw new ArgumentException($"{Pattern} takes {Values} values, not {values.Length}.", nameof(values));
        var address = between[0];
        for (var i = 0; i < values.Length; i++)
            address += Uri.EscapeDataString(Convert.ToString(values[i], CultureInfo.InvariantCulture)!) + between[i + 1];
        return address;
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Value();
}
