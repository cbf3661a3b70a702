using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.IntegrationTests.Demo;

public sealed class DemoIsValidEdofTests
{
    [Fact]
    public void Export_OfEveryDemoProvider_IsAcceptedWithoutAWord()
    {
        var reference = SeedReference.Load();
        var now = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var import = new EdofImport(reference, new FixedClock(now));
        foreach (var provider in new DemoGenerator(reference, 1, DateOnly.FromDateTime(now.Date)).Generate(3000))
        {
            using var file = new MemoryStream();
            using (var writer = new EdofWriter(file, provider.Siret))
            {
                foreach (var offer in provider.Offers)
                    writer.Write(offer.Offer, [.. offer.Actions.Select(a => (a.Action, a.Sessions))]);
            }
            var bytes = file.ToArray();
            var report = import.Validate(
                new SourceFile(provider.Siret, bytes.Length, _ => new MemoryStream(bytes)), cancel: TestContext.Current.CancellationToken);
            Assert.Empty(report.Messages.Select(m => $"{provider.Siret} {m.Line} {m.Code} {m.Text}"));
            Assert.Equal(FileStatus.Accepted, report.Status);
            Assert.Equal(provider.Actions, report.Actions.Accepted);
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
