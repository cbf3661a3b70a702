using Marketplace.Platform.Time;
using Marketplace.Web.Templating;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

public sealed class FormatTests
{
    [Theory]
    [InlineData("2026-11-26T13:30:00Z", "26 novembre 2026 à 14 h 30")]
    [InlineData("2027-07-31T22:05:00Z", "1er août 2027 à 0 h 05")]
    public void Moment_InParis_IsWrittenOut(string instant, string expected) =>
        Assert.Equal(expected,
            ParisTime.InWords(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)).Replace('\u00A0', ' '));

    [Theory]
    [InlineData(145000, "1\u202F450,00\u00A0€")]
    [InlineData(5, "0,05\u00A0€")]
    [InlineData(0, "0,00\u00A0€")]
    public void Price_Cents_ReadsAsEuros(long cents, string expected) => Assert.Equal(expected, FrenchFormat.Price(cents));

    [Fact]
    public void Date_FirstOfAMonth_IsPremier()
    {
        Assert.Equal("1er\u00A0août\u00A02027", FrenchFormat.Date(new(2027, 8, 1)));
        Assert.Equal("11\u00A0janvier\u00A02027", FrenchFormat.Date(new(2027, 1, 11)));
    }

    [Theory]
    [InlineData(0.4, "moins de 1\u00A0km")]
    [InlineData(3.24, "3,2\u00A0km")]
    [InlineData(48.7, "49\u00A0km")]
    public void Distance_Kilometres_GetsCoarserWithSize(double km, string expected) => Assert.Equal(expected, FrenchFormat.Distance(km));

    [Theory]
    [InlineData(0, "0\u00A0formation")]
    [InlineData(1, "1\u00A0formation")]
    [InlineData(2, "2\u00A0formations")]
    [InlineData(12345, "12\u202F345\u00A0formations")]
    public void Plural_ZeroAndOne_AreSingular(long count, string expected) =>
        Assert.Equal(expected, FrenchFormat.Plural(count, "formation", "formations"));

    [Theory]
    [InlineData("https://centre.example/a", "https://centre.example/a")]
    [InlineData("www.centre.example", "https://www.centre.example/")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData(" JavaScript:alert(1)//.example", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("ftp://centre.example", null)]
    [InlineData("//centre.example", null)]
    [InlineData("pas un lien", null)]
    [InlineData(null, null)]
    public void WebLink_OnlyHttp_IsALink(string? text, string? expected) => Assert.Equal(expected, SafeLink.Web(text));

    [Theory]
    [InlineData("a.b@centre.example", "mailto:a.b@centre.example")]
    [InlineData("a@b@c", null)]
    [InlineData("a@centre.example?cc=x@y.example", null)]
    public void MailLink_OneAddress_IsALink(string text, string? expected) => Assert.Equal(expected, SafeLink.Mail(text));

    [Theory]
    [InlineData("01 99 00 00 00", "tel:0199000000")]
    [InlineData("+33 1 99 00 00 00", "tel:+33199000000")]
    [InlineData("non communiqué", null)]
    public void PhoneLink_Digits_AreALink(string text, string? expected) => Assert.Equal(expected, SafeLink.Phone(text));
}
