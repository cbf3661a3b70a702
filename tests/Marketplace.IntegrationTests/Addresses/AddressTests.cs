using System.Text.RegularExpressions;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.SignIn;
using Marketplace.Testing;
using Marketplace.Web.Addresses;
using Xunit;

namespace Marketplace.IntegrationTests.Addresses;

/// <summary>
/// Addresses of the site stand once, in the classes of <c>Web/Addresses</c>; with both identity providers, so that every route is there.
/// </summary>
public sealed partial class AddressTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    /// <summary>Hangfire makes its own addresses below this one.</summary>
    private const string OfHangfire = OperationsAddresses.Jobs + "/";

    /// <summary>A file of wwwroot, not a route of ours.</summary>
    private const string LicenceOfTheMap = "/carte/LICENSE.md";

    /// <summary>Another: documents are kept as they were made, so they name no fingerprint of a version.</summary>
    private const string StyleOfDocuments = "/css/document.css";

    [Fact]
    public void Addresses_AreTheRoutes_InBothDirections()
    {
        var routes = SiteRoutes.All(application)
            .Select(route => route.Pattern.StartsWith(OfHangfire, StringComparison.Ordinal) ? OperationsAddresses.Jobs : route.Pattern);
        Assert.Equal(routes.Distinct().Order(StringComparer.Ordinal),
            AddressTable.Patterns.Select(address => address.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_OutsideTheAddresses_HasNoLiteralOfARoute()
    {
        var routes = AddressTable.Patterns.Select(address => address.Value).Where(pattern => pattern != SiteAddresses.Home)
            .Select(pattern => new Regex(
                $"^{string.Join("[^/]+", InBraces().Split(pattern).Select(Regex.Escape))}$", RegexOptions.CultureInvariant)).ToList();
        Assert.Equal([], Code()
            .SelectMany(file => Literal().Matches(File.ReadAllText(file))
            .Select(match => InBraces().Replace(match.Groups["path"].Value, "0"))
            .Where(path => routes.Exists(route => route.IsMatch(path))).Select(path => $"{Path.GetFileName(file)}: {path}")));
    }

    [Fact]
    public void Templates_HaveNoLiteralAddress() =>
        Assert.Equal([LicenceOfTheMap, StyleOfDocuments],
            Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), "templates"), "*.sbn", SearchOption.AllDirectories)
            .SelectMany(file => InTemplate().Matches(File.ReadAllText(file)).Select(match =>
                match.Groups["path"].Value)).Distinct().Order(StringComparer.Ordinal));

    /// <summary>What the two tests above look for is found where it is.</summary>
    [Theory]
    [InlineData("new Crumb(\"Mon compte\", \"/mon-compte\")", "/mon-compte")]
    [InlineData("$\"/organisations/{organisation}/membres?fait={what}\"", "/organisations/{organisation}/membres")]
    [InlineData("$\"{site}/sitemap/{list}.xml\"", "/sitemap/{list}.xml")]
    [InlineData("\"/classement#accessibilite\"", "/classement")]
    [InlineData("$\"\\nSitemap: {site}/sitemap.xml\\n\"", "/sitemap.xml")]
    public void Literal_OfAnAddress_IsSeenInCode(string code, string path) =>
        Assert.Contains(path, Literal().Matches(code).Select(match => match.Groups["path"].Value));

    [Theory]
    [InlineData("<a href=\"/aide\">", "/aide")]
    [InlineData("<form action=\"{{ path }}/valider\">", "/valider")]
    [InlineData("<a href=\"{{ url \"signIn.choice\" }}?retour=/mes-favoris\">", "/mes-favoris")]
    public void Literal_OfAnAddress_IsSeenInATemplate(string template, string path) =>
        Assert.Equal([path], InTemplate().Matches(template).Select(match => match.Groups["path"].Value));

    [Fact]
    public void Of_NameWithValues_IsTheAddressWithEachValueEscaped()
    {
        Assert.Equal("/mon-compte/identite", AddressTable.Of("account.identity"));
        Assert.Equal("/formations/a%2Fb%20%C3%A9%3F", AddressTable.Of("search.action", "a/b é?"));
        Assert.Equal("/sitemap/12.xml", SiteAddresses.SitemapList.Of(12));
        var (organisation, order) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal($"/financeurs/{organisation}/dotations/{order}/valider", OrderAddresses.Confirm.Of(organisation, order));
    }

    [Theory]
    [InlineData("account.nowhere")]
    [InlineData("account.identity", "1")]
    [InlineData("search.action")]
    [InlineData("search.action", "1", "2")]
    public void Of_UnknownNameOrOtherNumberOfValues_IsRefused(string name, params string[] values) =>
        Assert.Contains(name.EndsWith("action", StringComparison.Ordinal) ? "/formations/" : name,
            Assert.Throws<ArgumentException>(() => AddressTable.Of(name, values)).Message);

    private static IEnumerable<string> Code() => new[] { "src", "indexing" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
            && !file.Contains("/Marketplace.Web/Addresses/", StringComparison.Ordinal) && Path.GetFileName(file) != "MailedAddresses.cs");

    /// <summary>From the beginning of a text or from the end of a value in it, up to the query.</summary>
    [GeneratedRegex(@"(?:""|\})(?<path>/(?:[^""{}\\\s?#]|\{[^{}""]*\})+)")]
    private static partial Regex Literal();

    /// <summary>As an attribute, behind a value in it, or as a part of its query.</summary>
    [GeneratedRegex(@"(?:=""?|\}\})(?<path>/[\w.][^""{\s]*)")]
    private static partial Regex InTemplate();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex InBraces();
}
