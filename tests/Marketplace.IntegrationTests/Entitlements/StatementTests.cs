using System.Net;
using System.Text;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Documents;
using Marketplace.Web.Statements;
using Microsoft.Extensions.DependencyInjection;
using PdfSharp.Pdf.IO;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>The statement as files to keep.</summary>
public sealed class StatementTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    [Fact]
    public async Task Csv_OfAHolder_IsForAFrenchSpreadsheet()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        using var answer = await browser.GetAsync("/mon-compte/droits/releve.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("releve-droits-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Date;Mouvement;Droits;Montant;Unité;Change le disponible;Disponible après, en euros;Explication;Texte", lines[0]);
        Assert.Equal(8, lines.Length - 1);
        var cells = lines.Skip(1).Select(line => line.Split(';')).ToList();
        Assert.Equal(["120,00", "-120,00", "600,00", "500,00", "500,00", "500,00", "500,00", "186,69"], cells.Select(c => c[3]));
        Assert.Equal(["2786,69", "2666,69", "2786,69", "2186,69", "1686,69", "1186,69", "686,69", "186,69"], cells.Select(c => c[6]));
        Assert.All(cells, c => Assert.Matches("^[0-3][0-9]/[01][0-9]/20[0-9]{2}$", c[0]));
        Assert.All(cells, c => Assert.NotEmpty(c[8]));
    }

    [Fact]
    public async Task Pdf_OfAHolder_IsTaggedInFrenchAndOpens()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        using var answer = await browser.GetAsync("/mon-compte/droits/releve.pdf");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        using var document = PdfReader.Open(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), PdfDocumentOpenMode.Import);
        TaggedPdf.AssertTagged(document);
        Assert.Equal(2, document.PageCount);
        // Blanks of a date must not become euro signs, as they did.
        Assert.Matches(@"^Relevé de mes droits au \d{1,2}(er)? \p{Ll}+ \d{4}$", document.Info.Title);
    }

    [Fact]
    public async Task Pdf_OfALongHistory_HasSeveralTaggedPages()
    {
        var line = new StatementLine(
            new DateOnly(2026, 4, 1), "Droits de l’année 2025", "Droits acquis par le travail", 500_00, true, false, 500_00,
            "Salarié à mi-temps au moins en 2025, vous recevez 500,00\u00A0€. " + new string('x', 400),
            "Code du travail, article R. 6323-1");
        var statement = new Statement("Camille EXEMPLE", new DateOnly(2026, 5, 13), 1_234_567_89,
            [new("Droits acquis", 1_234_567_89, 0, false, null), new("Heures", 25_00, 0, true, new DateOnly(2027, 1, 1))],
            [.. Enumerable.Repeat(line, 200)], Cut: true);
        var files = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => StatementPdf.WriteAsync(statement, "Service", TestContext.Current.CancellationToken)));
        foreach (var file in files)
        {
            using var document = PdfReader.Open(new MemoryStream(file!), PdfDocumentOpenMode.Import);
            Assert.InRange(document.PageCount, 10, 60);
            TaggedPdf.AssertTagged(document);
        }
    }

    [Fact]
    public async Task Pdf_OfOneAccountTwiceAtATime_DoesNotStandInTheQueueOfOthers()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        var turns = application.Services.GetRequiredService<StatementTurns>();
        using (turns.Take(PersonBrowser.Demo("holder")))
        {
            using var second = await browser.GetAsync("/mon-compte/droits/releve.pdf");
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            Assert.NotNull(turns.Take(Guid.NewGuid()));
        }
        using var after = await browser.GetAsync("/mon-compte/droits/releve.pdf");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }
}
