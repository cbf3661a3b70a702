using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Organisations;

public sealed class OrganisationListTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await application.ExecuteAsync("""
        INSERT INTO organisation (kind, name, closed_at) VALUES
            ('provider', '100 % Langues', NULL), ('provider', '100 ans', NULL), ('cep', 'Atelier_Nord', NULL), ('cep', 'Ateliers du Sud', NULL), ('cep', 'Atelier_fermé', now());
        INSERT INTO organisation_siret (organisation_id, siret, kind)
        SELECT o.id, s.siret, 'cep' FROM organisation o, (VALUES ('77788800010002'), ('77788800010001')) s (siret) WHERE o.name = 'Atelier_Nord'
        """, new { });

    public async ValueTask DisposeAsync() =>
        await application.ExecuteAsync("DELETE FROM organisation_siret; DELETE FROM organisation", new { });

    [Theory]
    [InlineData("100", null, "100 % Langues, 100 ans")]
    [InlineData("100 %", null, "100 % Langues")]
    [InlineData("ATELIER", null, "Atelier_Nord, Ateliers du Sud")]
    [InlineData("atelier_", null, "Atelier_Nord")]
    [InlineData("nord", null, "")]
    [InlineData("777888", null, "Atelier_Nord")]
    [InlineData("777888", "provider", "")]
    [InlineData("7778880001%", null, "")]
    [InlineData("\\", null, "")]
    [InlineData(null, "provider", "100 % Langues, 100 ans")]
    public async Task List_ByStartOfNameOrSiret_FindsThoseThatAreOpen(string? text, string? kind, string names)
    {
        var found = await application.Services.GetRequiredService<OrganisationStore>()
            .ListAsync(text, kind, TestContext.Current.CancellationToken);
        // Orders of letters differ between servers.
        Assert.Equal(names, string.Join(", ", found.Select(o => o.Name).Order(StringComparer.Ordinal)));
        Assert.All(found.Where(o => o.Name == "Atelier_Nord"), o => Assert.Equal(["77788800010001", "77788800010002"], o.Sirets));
    }
}
