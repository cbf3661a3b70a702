using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Marketplace.Catalogue.Providers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>The pages of employers, funders and of the operator who looks at the bank's entries.</summary>
public sealed class FunderPageTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static int _siren = 81_000_000;

    [Fact]
    public async Task Employer_OrdersConfirmsAndPays_SeesEachStepAndNeverANumber()
    {
        var (member, list, _) = await EmployerAsync("parcours");
        Assert.Contains("Aucune commande", (await member.Browser.GetAsync(list)).Text);
        var (good, bad) = (DotationWorld.Nir(101), DotationWorld.Nir(102));
        var uploaded = await UploadAsync(member, list, "employer-penalty", $"nir;montant\n{good};\n{bad};2000\n");
        Assert.StartsWith(list + "/", uploaded.Location);

        var draft = await SoundAsync(member, uploaded.Location);
        Assert.Contains("1 bénéficiaire, 3 000,00 € en tout", Plain(draft));
        Assert.Contains("Ligne 3 : montant : 3 000,00 €, ni plus ni moins", Plain(draft));
        Assert.EndsWith("?fait=valide", (await member.Browser.DecideAsync(uploaded.Location, uploaded.Location + "/valider")).Location);
        var label = Assert.Single((await SoundAsync(member, uploaded.Location)).Page.QuerySelectorAll(".mkt-code")).TextContent;
        Assert.Equal(HttpStatusCode.Conflict, (await member.Browser.DecideAsync(uploaded.Location, uploaded.Location + "/valider")).Status);

        await StatementAsync($"{Guid.NewGuid():N};2026-11-26;2999;{label}\n{Guid.NewGuid():N};2026-11-26;3000;{label}\n");
        Assert.Equal(HttpStatusCode.Conflict, (await member.Browser.DecideAsync(uploaded.Location, uploaded.Location + "/annuler")).Status);
        await application.Services.GetRequiredService<DotationCrediting>().RunAsync(TestContext.Current.CancellationToken);
        var done = await SoundAsync(member, uploaded.Location);
        Assert.Contains("Inscrite sur les comptes", done.Text);
        Assert.Contains("1 bénéficiaire crédité, 3 000,00 €", Plain(done));
        Assert.Contains("Montant inférieur à celui de la commande : mis de côté", done.Text);
        Assert.All(new[] { draft, done, await SoundAsync(member, list) },
            page => Assert.False(page.Html.Contains(good, StringComparison.Ordinal) || page.Html.Contains(bad, StringComparison.Ordinal)));
        Assert.Equal(["draft", "confirm", "receive", "credit"], await EventsAsync(member));
        Assert.Equal(2, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE actor_id = @Id AND nature = 'dotations.order' AND operation = 'change'",
            new { member.Id }));
    }

    [Fact]
    public async Task File_WithoutAGoodLine_IsToldLineByLineOnTheForm()
    {
        var (member, list, _) = await EmployerAsync("fautes");
        var answer = await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n123;5\n{DotationWorld.Nir(103)};-5\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Ligne 2 : nir", answer.Text);
        Assert.Contains("Ligne 3 : montant", answer.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(member, list, "employer-voluntary", "")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(member, list, "top-up", "nir;montant\n")).Status);
        Assert.Contains("Aucune commande", (await member.Browser.GetAsync(list)).Text);
    }

    [Fact]
    public async Task Cancel_Draft_ForgetsItsBeneficiaries()
    {
        var (member, list, _) = await EmployerAsync("annule");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(104)};5\n")).Location;
        Assert.EndsWith("?fait=annule", (await member.Browser.DecideAsync(path, path + "/annuler")).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM dotation_line WHERE order_id = @id", new { id = Guid.Parse(path[^36..]) }));
        Assert.Contains("Annulée", (await SoundAsync(member, path)).Text);
    }

    [Fact]
    public async Task Order_ConfirmedMeanwhile_IsNotCancelledAsADraft()
    {
        var (member, list, _) = await EmployerAsync("perime");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(108)};5\n")).Location;
        var shown = (await member.Browser.GetAsync(path)).Page.ShownAt(path + "/annuler");
        await member.Browser.DecideAsync(path, path + "/valider");
        var answer = await member.Browser.PostAsync(path + "/annuler", [.. shown]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("État Vous aviez vu : À valider Maintenant : Virement attendu", answer.Text);
        Assert.Contains("Virement attendu", (await SoundAsync(member, path)).Text);
    }

    [Fact]
    public async Task Order_ConfirmedWithoutWhatWasShown_StaysADraft()
    {
        var (member, list, _) = await EmployerAsync("sansvu");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(110)};5\n")).Location;
        Assert.Equal(HttpStatusCode.Conflict, (await member.Browser.PostAsync(path + "/valider")).Status);
        Assert.Contains("À valider", (await SoundAsync(member, path)).Text);
    }

    [Fact]
    public async Task Transfer_GivenBackMeanwhile_IsNotAttached()
    {
        var (member, list, _) = await EmployerAsync("rendu");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(109)};43,21\n")).Location;
        await member.Browser.DecideAsync(path, path + "/valider");
        var label = (await SoundAsync(member, path)).Page.QuerySelector(".mkt-code")!.TextContent;
        var reference = $"rendu-{Guid.NewGuid():N}";
        await StatementAsync($"{reference};2026-11-26;43,21;sans libellé\n");
        var entry = ("virement", await IdAsync(reference));
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = (await rights.GetAsync("/gestion/virements")).Page.ShownAt("/gestion/virements/rattacher", entry);
        await rights.DecideAsync("/gestion/virements", "/gestion/virements/rendre", entry);
        var answer = await rights.PostAsync("/gestion/virements/rattacher", [entry, ("libelle", label), .. shown]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Maintenant : Rendu à l’émetteur", answer.Text);
        Assert.Contains("Virement attendu", (await SoundAsync(member, path)).Text);
    }

    [Fact]
    public async Task Order_OfAnotherOrganisation_IsNotFound()
    {
        var (member, list, _) = await EmployerAsync("ici");
        var (stranger, strangers, _) = await EmployerAsync("ailleurs");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(105)};5\n")).Location;
        foreach (var address in new[] { path, path.Replace(list, strangers, StringComparison.Ordinal) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.GetAsync(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.PostAsync(address + "/valider")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.PostAsync(address + "/annuler")).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await UploadAsync(stranger, list, "employer-voluntary", "nir;montant\n")).Status);
    }

    [Fact]
    public async Task Funder_OrdersTopUps_OfItsOwnKind()
    {
        var (member, list, siren) = await EmployerAsync("region", "funder", "funder-staff");
        Assert.Contains("Opérateur de compétences", (await SoundAsync(member, list + "/nouvelle")).Text);
        var path = (await UploadAsync(member, list, "top-up", $"nir;montant\n{DotationWorld.Nir(106)};800\n", "region")).Location;
        Assert.Contains("Abondement en droits complémentaires : Région", (await SoundAsync(member, path)).Text);
        Assert.Equal("region funder:" + siren,
            await application.ScalarAsync<string>(
            "SELECT code || ' ' || funder FROM dotation_order WHERE id = @id", new { id = Guid.Parse(path[^36..]) }));
    }

    [Fact]
    public async Task Transfer_InAnotherCurrency_IsOnlyOfferedToBeGivenBack_AndNotAttached()
    {
        var reference = $"franc-{Guid.NewGuid():N}";
        await StatementAsync($"{reference};2026-11-26;12,34;en francs\n");
        await application.ExecuteAsync(
            "UPDATE bank_entry SET currency = 'CHF', reason = 'other-currency', booked = false WHERE reference = @reference",
            new { reference });
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var entry = ("virement", await IdAsync(reference));
        var page = (await rights.GetAsync("/gestion/virements")).Page;
        var shown = page.ShownAt("/gestion/virements/rendre", entry);
        Assert.Single(shown);
        Assert.Empty(page.ShownAt("/gestion/virements/rattacher", entry));
        var answer = await rights.PostAsync("/gestion/virements/rattacher", [entry, ("libelle", "CPF-123456782-XEXE-010126"), .. shown]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Ce virement n’est pas en euros", answer.Text);
    }

    [Fact]
    public async Task Operator_SeesWhatWasSetAside_AttachesOrGivesBack()
    {
        var (member, list, _) = await EmployerAsync("virement");
        var path = (await UploadAsync(member, list, "employer-voluntary", $"nir;montant\n{DotationWorld.Nir(107)};12,34\n")).Location;
        await member.Browser.DecideAsync(path, path + "/valider");
        var label = (await SoundAsync(member, path)).Page.QuerySelector(".mkt-code")!.TextContent;
        var (typo, lost) = ($"faute-{Guid.NewGuid():N}", $"perdu-{Guid.NewGuid():N}");
        await StatementAsync($"{typo};2026-11-26;12,34;un libellé <b>oublié</b>\n{lost};2026-11-26;56,78;rien\n");
        var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var page = await rights.GetAsync("/gestion/virements");
        PageStructure.AssertFrame(page.Page);
        PageStructure.AssertLabels(page.Page);
        PageStructure.AssertIds(page.Page);
        Assert.Contains("un libellé <b>oublié</b>", page.Text);
        Assert.Contains("Aucun libellé de commande", page.Text);
        Assert.Equal(HttpStatusCode.Conflict,
            (await rights.DecideAsync(
            "/gestion/virements", "/gestion/virements/rattacher", ("virement", await IdAsync(lost)), ("libelle", label))).Status);
        Assert.EndsWith("?fait=rattache",
            (await rights.DecideAsync(
            "/gestion/virements", "/gestion/virements/rattacher", ("virement", await IdAsync(typo)), ("libelle", label))).Location);
        Assert.EndsWith("?fait=rendu",
            (await rights.DecideAsync("/gestion/virements", "/gestion/virements/rendre", ("virement", await IdAsync(lost)))).Location);
        Assert.Equal(HttpStatusCode.Conflict,
            (await rights.DecideAsync("/gestion/virements", "/gestion/virements/rendre", ("virement", await IdAsync(typo)))).Status);
        Assert.DoesNotContain(lost, (await rights.GetAsync("/gestion/virements")).Html);
        Assert.Contains("Argent reçu", (await SoundAsync(member, path)).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Browser.GetAsync("/gestion/virements")).Status);
    }

    private async Task<(Professional Member, string List, string Siren)> EmployerAsync(
        string name, string kind = "employer", string role = "employer-staff")
    {
        var member = await Professional.SignedInAsync(application, $"{name}@employeur.example");
        var organisation = await Professional.OrganisationAsync(application, kind, (member, [role]));
        var siret = Siret.WithCheckDigit($"{Interlocked.Increment(ref _siren):00000000}00000");
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@organisation, @siret, @kind)",
            new { organisation, siret, kind });
        return (member, $"/financeurs/{organisation}/dotations", siret[..9]);
    }

    private async Task<Answer> UploadAsync(Professional member, string list, string product, string file, string? code = null)
    {
        using var form = new MultipartFormDataContent();
        var siren = await application.ScalarAsync<string>(
            "SELECT left(s.siret, 9) FROM organisation_siret s JOIN membership m USING (organisation_id) WHERE m.account_id = @Id",
            new { member.Id });
        foreach (var (name, value) in new[] { (Visitor.TokenField, await member.Browser.TokenAsync()), ("product", product),
            ("siren", siren!), ("code", code ?? "") })
            form.Add(new StringContent(value), name);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(content, "beneficiaires", "liste.csv");
        return await member.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, list + "/nouvelle") { Content = form });
    }

    private static async Task<Answer> SoundAsync(Professional member, string path)
    {
        var answer = await member.Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertFrame(answer.Page);
        PageStructure.AssertLabels(answer.Page);
        PageStructure.AssertIds(answer.Page);
        PageStructure.AssertNothingInline(answer.Page);
        return answer;
    }

    private async Task StatementAsync(string lines)
    {
        var path = Path.Combine(Path.GetTempPath(), $"releve-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, "reference;date;montant;libelle\n" + lines, TestContext.Current.CancellationToken);
        await BankImport.RunAsync(
            application.Services.GetRequiredService<NpgsqlDataSource>(), path, dryRun: false,
            cancel: TestContext.Current.CancellationToken);
        File.Delete(path);
        await application.Services.GetRequiredService<BankMatching>().RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> IdAsync(string reference) =>
        (await application.ScalarAsync<string>("SELECT id::text FROM bank_entry WHERE reference = @reference", new { reference }))!;

    private async Task<IReadOnlyList<string>> EventsAsync(Professional member)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("""
            SELECT replace(e.event, 'dotation-', '') FROM account_event e JOIN membership m USING (organisation_id)
            WHERE m.account_id = @Id AND e.event LIKE 'dotation-%' ORDER BY e.id
            """, new { member.Id })];
    }

    /// <summary>Words with plain blanks in place of no-break ones.</summary>
    private static string Plain(Answer answer) => answer.Text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
