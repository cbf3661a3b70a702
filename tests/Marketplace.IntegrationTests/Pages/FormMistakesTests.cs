using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Dapper;
using Marketplace.Catalogue.Providers;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>
/// Forms with every answer wrong: each mistake beside its field and in the summary, and nothing that was typed or chosen is lost.
/// </summary>
public sealed class FormMistakesTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Organisations = "/gestion/organisations";
    private const string Agents = "/gestion/agents";
    private const string Identity = "/mon-compte/identite";

    [Fact]
    public async Task Organisation_EveryAnswerWrong_NamesEachAndKeepsWhatWasTyped()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var page = Refused(await browser.PostAsync(Organisations, ("kind", "danse"), ("name", ""), ("sirets", "123 456"), ("email", "zoe")),
            ("kind", "Choisissez le genre"), ("name", "Donnez le nom"), ("sirets", "« 123 », « 456 » ne sont pas des SIRET"),
            ("email", "Écrivez l’adresse du premier gestionnaire"));
        Kept(page, ("sirets", "123 456"), ("email", "zoe"));
    }

    [Fact]
    public async Task Organisation_SiretThatIsTaken_IsNamedBesideTheSiretsWithTheChoiceKept()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var siret = Siret.WithCheckDigit("8200000100001");
        (string, string)[] fields = [("kind", "cep"), ("name", "Conseil"), ("sirets", siret), ("email", "premier@conseil.example")];
        Assert.Equal(Organisations + "?fait=cree", (await browser.PostAsync(Organisations, fields)).Location);
        Kept(Refused(await browser.PostAsync(Organisations, fields), ("sirets", "appartient déjà")), fields);
    }

    [Fact]
    public async Task Agent_EveryAnswerWrong_NamesEachAndKeepsWhatWasTyped()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var page = Refused(await browser.PostAsync(Agents, ("givenNames", ""), ("familyName", ""), ("email", "zoe")),
            ("givenNames", "Donnez le prénom"), ("familyName", "Donnez le nom"), ("email", "Écrivez l’adresse électronique"),
            ("nouveau-missions", "Choisissez au moins une mission"));
        Kept(page, ("email", "zoe"));
    }

    [Fact]
    public async Task Agent_WrongAddress_KeepsTheMissionsThatWereTicked()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var page = Refused(await browser.PostAsync(
            Agents, ("givenNames", "Noé"), ("familyName", "Roux"), ("email", "noe"), ("missions", "support"), ("missions", "control")),
            ("email", "Écrivez l’adresse électronique"));
        Kept(page, ("givenNames", "Noé"), ("familyName", "Roux"), ("email", "noe"));
        Assert.Equal(["control", "support"], Ticked(page, "nouveau-"));
    }

    [Fact]
    public async Task Identity_EveryAnswerWrong_NamesEachAndKeepsWhatWasTyped()
    {
        var (_, browser) = await application.HolderAsync("tout.faux@exemple.fr");
        (string, string)[] typed = [("birthName", "!!"), ("birthDate", "2999-01-01"), ("birthPlace", "1"), ("birthCountry", "12")];
        var page = Refused(await UploadAsync(browser, Identity, null, [.. typed, ("givenNames", ""), ("sex", "x")]),
            ("birthName", "Écrivez votre nom de naissance"), ("givenNames", "Écrivez tous vos prénoms"),
            ("birthDate", "Choisissez votre date de naissance"),
            ("sex", "Choisissez le sexe"), ("birthPlace", "a 5 caractères"), ("birthCountry", "99 et trois chiffres"),
            ("documents", "Joignez un ou deux fichiers"));
        Kept(page, typed);
    }

    [Fact]
    public async Task Identity_BornInFranceWithoutTown_IsAskedForTheTownAlone()
    {
        var (_, browser) = await application.HolderAsync("sans.commune@exemple.fr");
        (string, string)[] typed = [
            ("birthName", "ROUX"), ("givenNames", "Zoé"), ("birthDate", "1985-02-14"), ("sex", "female"), ("birthPlace", ""),
            ("birthCountry", "99100")];
        Kept(Refused(await UploadAsync(browser, Identity, HolderVisits.Jpeg, typed),
            ("birthPlace", "Écrivez le code INSEE de votre commune")), typed);
    }

    [Theory]
    [InlineData("14/02/1985", "69123", "99100")]
    [InlineData("4/2/1985", "2a004", "99100")]
    [InlineData("1985-02-14", "", "99134")]
    public async Task Identity_AsPeopleWriteIt_IsTaken(string date, string place, string country)
    {
        var (id, browser) = await application.HolderAsync($"{Guid.NewGuid():N}@exemple.fr");
        var answer = await UploadAsync(browser, Identity, HolderVisits.Jpeg,
            ("birthName", "ROUX"), ("givenNames", "Zoé"), ("birthDate", date), ("sex", "female"), ("birthPlace", place),
            ("birthCountry", country));
        Assert.Equal("/mon-compte", answer.Location);
        Assert.Equal($"1985-02-{(date.StartsWith('4') ? "04" : "14")} {place.ToUpperInvariant()}",
            await application.ScalarAsync<string>(
            "SELECT birth_date::text || ' ' || coalesce(birth_place, '') FROM holder WHERE account_id = @id", new { id }));
    }

    [Fact]
    public async Task Order_EveryAnswerWrong_NamesEach()
    {
        var (browser, path, _) = await FunderAsync("tout.faux@region.example", "8300000100001");
        Refused(await UploadAsync(browser, path, [], ("product", "rien"), ("code", "rien"), ("siren", "1")),
            ("product", "Choisissez ce que vous commandez"), ("code", "Choisissez qui vous êtes"), ("siren", "Choisissez le SIREN"),
            ("beneficiaires", "Joignez un fichier CSV"));
    }

    [Fact]
    public async Task Order_WithoutFile_KeepsWhatWasChosen()
    {
        var (browser, path, siren) = await FunderAsync("choix@region.example", "8300000200001");
        (string, string)[] chosen = [("product", "top-up"), ("code", "region"), ("siren", siren)];
        Kept(Refused(await UploadAsync(browser, path, null, chosen), ("beneficiaires", "Joignez un fichier CSV")), chosen);
        Kept(Refused(await UploadAsync(browser, path, [.. "nir;montant\n123;5\n"u8], chosen),
            ("beneficiaires", "Aucune ligne n’a pu être prise")), chosen);
    }

    [Fact]
    public async Task Number_EveryAnswerWrong_NamesEachAndNeverWritesTheNumberBack()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (_, browser) = await application.VerifiedAsync(rights, "numero.faux@exemple.fr", "FAUX");
        var answer = await browser.PostAsync(
            "/mon-compte/numero", ("nir", "285026912300111"), ("cardName", ""), ("cardGivenNames", "Camille"));
        Kept(Refused(answer, ("nir", ""), ("cardName", "Écrivez aussi vos nom et prénoms")), ("nir", ""), ("cardGivenNames", "Camille"));
        Assert.DoesNotContain("285026912300111", answer.Html);
    }

    [Fact]
    public async Task Member_WrongAddress_KeepsRolesAndEstablishments()
    {
        var manager = await Professional.SignedInAsync(application, "gestion@choix.example");
        var organisation = await Professional.OrganisationAsync(application, "provider", (manager, ["access-manager"]));
        var sirets = new[] { Siret.WithCheckDigit("8400000100001"), Siret.WithCheckDigit("8400000100002") };
        foreach (var siret in sirets)
            await AddSiretAsync(organisation, siret, "provider");
        var path = $"/organisations/{organisation}/membres/inviter";
        Refused(await manager.Browser.PostAsync(path, ("email", "zoe")), ("email", "Écrivez l’adresse électronique"),
            ("nouveau-roles", "Choisissez au moins un rôle"));
        var page = Refused(await manager.Browser.PostAsync(path, ("email", "zoe"), ("roles", "billing"), ("sirets", sirets[1])),
            ("email", "Écrivez l’adresse électronique"));
        Kept(page, ("email", "zoe"));
        Assert.Equal([sirets[1], "billing"], Ticked(page, "nouveau-"));
    }

    /// <summary>The page of a form with just these mistakes, in their order.</summary>
    private static IHtmlDocument Refused(Answer answer, params (string Field, string Says)[] mistakes)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var page = answer.Page;
        PageStructure.AssertSound(page);
        var summary = Assert.Single(page.QuerySelectorAll("#erreurs[role=alert]"));
        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.True(summary.HasAttribute("autofocus"));
        var links = summary.QuerySelectorAll("a").ToList();
        Assert.Equal(mistakes.Length, links.Count);
        Assert.Equal(mistakes.Select(mistake => mistake.Field + "-erreur").Order(),
            page.QuerySelectorAll(".fr-error-text[id]").Select(error => error.Id!).Order());
        foreach (var ((field, says), link) in mistakes.Zip(links))
        {
            Assert.Contains(says, page.GetElementById(field + "-erreur")!.TextContent);
            Assert.Contains(says, link.ParentElement!.TextContent);
            var target = page.GetElementById(link.GetAttribute("href")![1..])!;
            Assert.True(target is IHtmlInputElement or IHtmlSelectElement, "The link leads to what can be mended.");
            if (target.GetAttribute("type") is "checkbox")
                Assert.Contains(field + "-erreur", target.Closest("fieldset")!.GetAttribute("aria-labelledby")!.Split(' '));
            else
            {
                Assert.Equal(field, target.Id);
                Assert.Equal("true", target.GetAttribute("aria-invalid"));
                Assert.Contains(field + "-erreur", target.GetAttribute("aria-describedby")!.Split(' '));
            }
        }
        return page;
    }

    private static void Kept(IHtmlDocument page, params (string Field, string Value)[] fields) => Assert.All(fields, field =>
        Assert.Equal(field.Value,
            page.GetElementById(field.Field) switch { IHtmlInputElement input => input.Value, IHtmlSelectElement select => select.Value,
            _ => null }));

    private static IEnumerable<string> Ticked(IHtmlDocument page, string prefix) =>
        page.QuerySelectorAll($"input[id^='{prefix}']").OfType<IHtmlInputElement>().Where(box => box.IsChecked).Select(box => box.Value)
            .Order(StringComparer.Ordinal);

    private async Task<(Visitor Browser, string Path, string Siren)> FunderAsync(string email, string siret)
    {
        var member = await Professional.SignedInAsync(application, email);
        var organisation = await Professional.OrganisationAsync(application, "funder", (member, ["funder-staff"]));
        await AddSiretAsync(organisation, Siret.WithCheckDigit(siret), "funder");
        return (member.Browser, $"/financeurs/{organisation}/dotations/nouvelle", siret[..9]);
    }

    private async Task AddSiretAsync(Guid organisation, string siret, string kind)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@organisation, @siret, @kind)",
            new { organisation, siret, kind });
    }

    /// <summary>Posts a form that has a field for files, as a browser does.</summary>
    private static async Task<Answer> UploadAsync(Visitor browser, string path, byte[]? file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await browser.TokenAsync()), Visitor.TokenField } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        if (file is not null)
            form.Add(new ByteArrayContent(file), path == Identity ? "documents" : "beneficiaires", "fichier");
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
    }
}
