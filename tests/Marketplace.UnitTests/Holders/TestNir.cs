using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.People.Holders;
using Xunit;

namespace Marketplace.UnitTests.Holders;

/// <summary>Made-up numbers with valid keys.</summary>
internal static class TestNir
{
    /// <summary>Thirteen characters and their key, worked out apart from the code under test.</summary>
    public static string Text(string thirteen)
    {
        var remainder = 0;
        foreach (var c in thirteen.Replace("2A", "19", StringComparison.Ordinal).Replace("2B", "18", StringComparison.Ordinal))
            remainder = (remainder * 10 + (c - '0')) % 97;
        return thirteen + (97 - remainder).ToString("D2", CultureInfo.InvariantCulture);
    }

    public static Nir WithKey(string thirteen) => Parse(Text(thirteen));

    public static Nir Parse(string text)
    {
        Assert.True(Nir.TryParse(text, out var nir, out var problem), problem);
        return nir;
    }

    /// <summary>Any number that can exist.</summary>
    public static readonly Gen<string> Texts =
        from first in Gen.Elements('1', '2', '3', '4', '7', '8')
        from year in Gen.Choose(0, 99)
        from month in Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(30, 42), Gen.Choose(50, 99), Gen.Constant(20))
        from department in Gen.OneOf(Gen.Choose(1, 99).Select(d => $"{d:D2}"), Gen.Elements("2A", "2B"))
        from commune in Gen.Choose(1, 999)
        from order in Gen.Choose(1, 999)
        select Text($"{first}{year:D2}{month:D2}{department}{commune:D3}{order:D3}");
}
