using AngleSharp.Dom;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>« Qui a consulté mes données » tells the holder who, in which role, for whom and why.</summary>
public sealed class WhoLookedTests(PeopleApplication application) : IClassFixture<PeopleApplication>
{
    private const string Page = "/mon-compte/consultations";

    [Fact]
    public async Task OperatorsLookUp_ShowsRoleAndMotive()
    {
        var holder = await application.AddHolderAsync();
        using var agent = await PersonBrowser.SignInAsync(application, "operator-fraud");
        (await agent.PostAsync($"/gestion/motif/{holder}", ("reason", "Suspicion de fraude"))).Dispose();
        await agent.PageAsync($"/gestion/titulaires/{holder}");

        using var browser = await PersonBrowser.SignInAsync(application, holder);
        var entry = Assert.Single(
            await EntriesAsync(browser, Page), text => text.Contains("Ouvrir le dossier d'un titulaire", StringComparison.Ordinal));
        Assert.Contains("Gestionnaire : lutte contre la fraude", entry);
        Assert.Contains("Motif : Suspicion de fraude", entry);
        Assert.Contains("Consultation", entry);
    }

    [Fact]
    public async Task AdvisorsLookUp_ShowsTheOrganisationsName()
    {
        var (holder, cep) = (await application.AddHolderAsync(), DemoPeople.OrganisationOf("cep"));
        await application.ConsentAsync(holder, cep);
        using var advisor = await PersonBrowser.SignInAsync(application, "cep:cep-advisor");
        await advisor.PageAsync($"/cep/{cep}/titulaires/{holder}");
        await advisor.PageAsync($"/cep/{cep}/titulaires");

        using var browser = await PersonBrowser.SignInAsync(application, holder);
        var entries = await EntriesAsync(browser, Page);
        Assert.Contains(entries, text => text.Contains("Voir le compte d'un titulaire avec son accord", StringComparison.Ordinal));
        Assert.Contains(entries, text => text.Contains("Voir les titulaires qui ont donné leur accord", StringComparison.Ordinal));
        Assert.All(entries, text =>
            Assert.Contains("Conseil en évolution professionnelle de démonstration (Conseil en évolution professionnelle)", text));
    }

    [Fact]
    public async Task OwnLookUps_AreHiddenUnlessAskedFor()
    {
        using var browser = await PersonBrowser.SignInAsync(application, await application.AddHolderAsync());
        await browser.PageAsync("/mon-compte");
        Assert.Empty(await EntriesAsync(browser, Page));
        Assert.Contains(await EntriesAsync(browser, Page + "?tout=oui"), text => text.StartsWith("Vous", StringComparison.Ordinal)
            && text.Contains("Voir son compte", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OthersLookUps_AreNotShown()
    {
        var (holder, neighbour) = (await application.AddHolderAsync(), await application.AddHolderAsync());
        await application.AsOwnerAsync("INSERT INTO access_log (actor_role, nature, operation, subject_id) VALUES ('operator-support', 'holder.file.view', 'look-up', @neighbour)", new { neighbour });
        using var browser = await PersonBrowser.SignInAsync(application, holder);
        Assert.Empty(await EntriesAsync(browser, Page));
        using var other = await PersonBrowser.SignInAsync(application, neighbour);
        Assert.Single(await EntriesAsync(other, Page));
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(PersonBrowser browser, string path) =>
        [.. (await browser.PageAsync(path)).QuerySelectorAll("li.mkt-entry").Select(entry => entry.TextContent.Replace('’', '\''))];
}
