using System.Net;
using System.Net.Http.Headers;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>What is uploaded never lies on the disk in clear.</summary>
public sealed class UploadTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_OfSeveralMegabytes_IsInNoFileWhileItComes()
    {
        var (_, browser) = await application.HolderAsync("gros-fichiers@exemple.fr");
        var marker = $"marker-{Guid.NewGuid():N}";
        var seen = new List<string>();
        using var form = await FormAsync(browser, marker);
        using var watched = new WatchedContent(await form.ReadAsByteArrayAsync(Stop), () => seen.AddRange(TemporaryFilesWith(marker)));
        watched.Headers.ContentType = form.Headers.ContentType;
        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/mon-compte/identite") { Content = watched });
        Assert.Equal("/mon-compte", answer.Location);
        Assert.True(watched.Looked);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task Serve_FilesThatAKilledProcessLeft_AreGoneAndThoseInUseStay()
    {
        var directory = ServerProcess.NewDirectory();
        var temporary = Directory.CreateTempSubdirectory("marketplace-tmp-");
        try
        {
            var orphan = Path.Combine(temporary.FullName, "ASPNETCORE_orphan.tmp");
            var inUse = Path.Combine(temporary.FullName, "ASPNETCORE_inuse.tmp");
            var link = Path.Combine(temporary.FullName, "ASPNETCORE_link.tmp");
            var others = Path.Combine(temporary.FullName, "others.tmp");
            foreach (var file in new[] { orphan, inUse, others })
                await File.WriteAllTextAsync(file, "en clair", Stop);
            File.CreateSymbolicLink(link, others);
            using (new FileStream(inUse, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await using (await ServerProcess.StartAsync(directory, new Dictionary<string, string> { ["TMPDIR"] = temporary.FullName }))
                Assert.Equal([false, true, true, true], new[] { orphan, inUse, link, others }.Select(File.Exists));
        }
        finally
        {
            temporary.Delete(recursive: true);
            Directory.Delete(directory.Path, recursive: true);
        }
    }

    private static async Task<MultipartFormDataContent> FormAsync(Visitor browser, string marker)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            (Visitor.TokenField, await browser.TokenAsync()), ("birthName", "GROSFICHIERS"), ("givenNames", "Camille"),
                ("birthDate", "1985-02-14"),
            ("sex", "female"), ("birthPlace", "69123"), ("birthCountry", "99100"),
        })
            form.Add(new StringContent(value), name);
        for (var count = 0; count < 2; count++)
        {
            byte[] scan = [.. HolderVisits.Jpeg, .. System.Text.Encoding.ASCII.GetBytes(marker), .. new byte[4 * 1024 * 1024]];
            var content = new ByteArrayContent(scan);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(content, "documents", "piece.jpg");
        }
        return form;
    }

    private static IEnumerable<string> TemporaryFilesWith(string marker)
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*.tmp"))
        {
            string text;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
                var beginning = new char[1024];
                text = new string(beginning, 0, reader.ReadBlock(beginning));
            }
            catch (IOException)
            {
                // Held alone, as the framework holds its own: its length tells enough.
                text = new FileInfo(file) is { Exists: true, Length: > 1024 * 1024 } ? marker : "";
            }
            if (text.Contains(marker, StringComparison.Ordinal))
                yield return file;
        }
    }

    /// <summary>Sends all but the end, looks, and sends the end.</summary>
    private sealed class WatchedContent(byte[] body, Action look) : HttpContent
    {
        private const int End = 1024;

        public bool Looked { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // The reader takes what is written before more may be: all but the last pieces has been read when this returns.
            await stream.WriteAsync(body.AsMemory(0, body.Length - End), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            look();
            Looked = true;
            await stream.WriteAsync(body.AsMemory(body.Length - End), cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
