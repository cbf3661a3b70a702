extern alias chaos;

using System.Net;
using System.Text;
using System.Text.Json;
using chaos::Marketplace.Chaos.Uploads;
using Dapper;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Marketplace.ProviderSpace.Uploads;
using Xunit;

namespace Marketplace.IntegrationTests.Uploads;

/// <summary>The pages of uploads, over plain HTTP.</summary>
public sealed class UploadPageTests(UploadPageTests.Application application) : IClassFixture<UploadPageTests.Application>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>With somebody who keeps the catalogue of an establishment.</summary>
    public sealed class Application : ProviderApplication
    {
        public Professional Editor { get; private set; } = null!;
        public Guid Own { get; private set; }
        public string Siret { get; } = Marketplace.Catalogue.Providers.Siret.WithCheckDigit("8880000000001");

        protected override async Task AfterStartAsync()
        {
            await base.AfterStartAsync();
            Editor = await Professional.SignedInAsync(this, "catalogue@organisme.example");
            Own = await Professional.OrganisationAsync(this, "provider", (Editor, ["catalogue-editor"]));
            await this.ExecuteAsync(
                "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@Own, @Siret, 'provider')", new { Own, Siret });
        }
    }

    private string List => $"/of/{application.Own}/imports";

    [Fact]
    public async Task Upload_WithMistakes_IsShownMendedPublishedAndUndone()
    {
        var page = await SendAndReadAsync(Broken(), "none");
        Assert.Contains("3 lignes (lignes 2, 3, 4)", page.Text);
        Assert.Contains("2 nouvelles", (await SendAndReadAsync(UploadScene.Csv(application.Siret, UploadWorld.Offer("F1")), "none")).Text);
        page = await SendAndReadAsync(Broken(), "none");
        var address = page.Response.RequestMessage!.RequestUri!.AbsolutePath;
        PageStructure.AssertSound(page.Page);
        Assert.Null(page.Page.QuerySelector("input[name=mode][value=all]"));
        Assert.Equal(HttpStatusCode.Conflict, (await application.Editor.Browser.PostAsync(address + "/publier", ("mode", "all"))).Status);

        var filtered = await application.Editor.Browser.GetAsync(address + "?code=M304");
        PageStructure.AssertSound(filtered.Page);
        var row = filtered.Page.QuerySelector("a[href*='/lignes/']")!.GetAttribute("href")!;
        var form = await application.Editor.Browser.GetAsync(row);
        PageStructure.AssertSound(form.Page);
        var field = form.Page.QuerySelectorAll("textarea").First(t => t.TextContent.Trim() == "32/09/2027").GetAttribute("name")!;
        var fields = form.Page.QuerySelectorAll("textarea")
            .Select(t => (t.GetAttribute("name")!, t.GetAttribute("name") == field ? "01/09/2027" : t.TextContent));
        Assert.EndsWith("?fait=corrige", (await application.Editor.Browser.PostAsync(row, [.. fields, ("partout", "oui")])).Location);
        page = await ReadAsync(address);
        Assert.DoesNotContain("Messages du contrôle", page.Text);

        var shown = page.Page.QuerySelector("form[action$='/publier'] input[name=vu]")!.GetAttribute("value")!;
        Assert.EndsWith(address,
            (await application.Editor.Browser.PostAsync(address + "/publier", ("mode", "all"), ("vu", shown))).Location);
        Assert.Contains("Publication en cours", (await application.Editor.Browser.GetAsync(address)).Text);
        page = await ReadAsync(address);
        PageStructure.AssertSound(page.Page);
        Assert.Contains("Ce qui a changé", page.Text);
        PageStructure.AssertSound((await application.Editor.Browser.GetAsync(address + "/differences")).Page);
        Assert.EndsWith("?fait=annule", (await application.Editor.Browser.PostAsync(address + "/annuler")).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM offer WHERE siret = @Siret AND archived_at IS NULL", new { application.Siret }));
        Assert.True(await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE nature = 'uploads.act' AND operation = 'change'") >= 4);
    }

    [Fact]
    public async Task Report_IsAnObjectOfTheApi_AndTheFileComesBackWithItsMistakes()
    {
        var address = (await SendAndReadAsync(Broken(), "none")).Response.RequestMessage!.RequestUri!.AbsolutePath;
        using var report = JsonDocument.Parse((await application.Editor.Browser.GetAsync(address + "/rapport.json")).Html);
        Assert.Equal(("staged", 4),
            (report.RootElement.GetProperty("state").GetString(), report.RootElement.GetProperty("rows").GetInt32()));
        var issue = report.RootElement.GetProperty("issues")[0];
        Assert.Equal(("M304", "error", 3, 2, "debut"), (issue.GetProperty("code").GetString(), issue.GetProperty("severity").GetString(),
            issue.GetProperty("count").GetInt32(), issue.GetProperty("line").GetInt32(), issue.GetProperty("column").GetString()));
        var documentation = new Uri(issue.GetProperty("documentation").GetString()!);
        var codes = await application.Editor.Browser.GetAsync(documentation.AbsolutePath);
        PageStructure.AssertSound(codes.Page);
        Assert.NotNull(codes.Page.GetElementById(documentation.Fragment[1..]));
        Assert.Contains("Erreurs", (await application.Editor.Browser.GetAsync(address + "/fichier")).Html);
        using var status = JsonDocument.Parse((await application.Editor.Browser.GetAsync(address + "/etat")).Html);
        Assert.False(status.RootElement.GetProperty("working").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await application.Editor.Browser.GetAsync(List + "/modeles/modele.csv")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Editor.Browser.GetAsync(List + "/modeles/autre.csv")).Status);
    }

    [Fact]
    public async Task Upload_IsNotForOtherRoles_NorForOtherOrganisations()
    {
        var address = (await SendAndReadAsync(UploadScene.Csv(application.Siret, UploadWorld.Offer("F1")), "none"))
            .Response.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.Equal(HttpStatusCode.Forbidden, (await application.Stranger.Browser.GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await application.Staff.Browser.GetAsync($"/of/{application.Organisation}/imports")).Status);
        var id = address[(address.LastIndexOf('/') + 1)..];
        Assert.Equal(HttpStatusCode.NotFound,
            (await application.Editor.Browser.GetAsync($"/of/{application.Organisation}/imports/{id}")).Status);
    }

    [Fact]
    public async Task NoFile_IsToldBesideTheField()
    {
        var answer = await SendAsync([], "none");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.Contains("vide", answer.Page.GetElementById("fichier-erreur")!.TextContent);
    }

    private byte[] Broken()
    {
        var text = Encoding.UTF8.GetString(UploadScene.Csv(application.Siret, UploadWorld.Offer("F1", 4)));
        for (var n = 0; n < 3; n++)
        {
            var at = text.IndexOf(";01/09/2027;", StringComparison.Ordinal);
            text = text[..at] + ";32/09/2027;" + text[(at + 12)..];
        }
        return Encoding.UTF8.GetBytes(text);
    }

    private async Task<Answer> SendAndReadAsync(byte[] content, string wish)
    {
        var answer = await SendAsync(content, wish);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        var waiting = await application.Editor.Browser.GetAsync(answer.Location);
        Assert.NotNull(waiting.Page.QuerySelector("[data-upload-status]"));
        PageStructure.AssertSound(waiting.Page);
        return await ReadAsync(answer.Location);
    }

    private async Task<Answer> ReadAsync(string address)
    {
        await application.Service<UploadWork>().RunAsync(Stop);
        return await application.Editor.Browser.GetAsync(address);
    }

    private async Task<Answer> SendAsync(byte[] content, string wish)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await application.Editor.Browser.TokenAsync()), Visitor.TokenField }, { new StringContent(wish), "suite" },
            { new ByteArrayContent(content), "fichier", "catalogue.csv" },
        };
        return await application.Editor.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, List) { Content = form });
    }
}
