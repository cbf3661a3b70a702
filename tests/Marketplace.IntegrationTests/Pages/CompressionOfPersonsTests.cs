using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Entitlements;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>The same addresses that visitors get compressed, for somebody who is signed in.</summary>
public sealed class CompressionOfPersonsTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/recherche?q=cuisine")]
    [InlineData("/mon-compte/droits")]
    public async Task Page_OfSomebodySignedIn_IsNeverCompressed(string path)
    {
        using var person = await PersonBrowser.SignInAsync(application, "holder");
        using var answer = await person.GetAsync(path, "br");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Contains("__RequestVerificationToken", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var visitor = PersonBrowser.Visitor(application);
        using var other = await visitor.GetAsync("/recherche?q=cuisine", "br");
        Assert.Equal("br", Assert.Single(other.Content.Headers.ContentEncoding));
    }
}
