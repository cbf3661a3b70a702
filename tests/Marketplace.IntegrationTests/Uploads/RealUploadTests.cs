extern alias chaos;

using chaos::Marketplace.Chaos.Uploads;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Uploads;

/// <summary>Real catalogues through the providers' space.</summary>
public sealed class RealUploadTests
{
    [Fact]
    public async Task EveryRealFile_IsPublished_WithTheCountsOfItsManifest()
    {
        var manifest = File.ReadLines(SharedData.Path("edof-real/manifest.csv")).Skip(1).Select(l => l.Split(';'))
            .ToDictionary(l => l[0], l => $"{l[1]} {l[2]} {l[3]}");
        using var sources = SourceFiles.Find([SharedData.Path("edof-real/edof-real.zip")]);
        await using var database = await TestDatabase.CreateAsync();
        await using var scene = await UploadScene.OpenAsync(
            database.Source, UploadWorld.Stop, new Dictionary<string, string?> { ["Uploads:Workers"] = "4" });
        Assert.Equal(manifest.Count, sources.Files.Count);
        var sent = new List<(UploadScope Scope, Guid Id, string Siret)>();
        foreach (var source in sources.Files)
        {
            using var content = new MemoryStream();
            using (var file = source.Open(null))
                file.CopyTo(content);
            var siret = manifest.Keys.Single(s => source.Name.Contains(s, StringComparison.Ordinal));
            var scope = await scene.OrganisationAsync(siret);
            sent.Add((scope, await scene.SendAsync(scope, content.ToArray(), UploadModes.All), siret));
        }
        await scene.Get<UploadWork>().RunAsync(UploadWorld.Stop);
        foreach (var (scope, id, siret) in sent)
        {
            var upload = await scene.FindAsync(scope, id);
            Assert.Equal((siret, UploadProcess.Published), (upload.Findings?.Siret, upload.State));
            Assert.Equal(manifest[siret],
                $"{upload.Findings!.FormationsAccepted} {upload.Findings.ActionsAccepted} {upload.Findings.SessionsAccepted}");
        }
    }
}
