using System.Collections.Concurrent;
using System.Text.Json;
using Marketplace.Indexing.Documents;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class ActionRowsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(100, 3)]
    public async Task All_InBatches_ReadsWhatNamedActionsRead(int batch, int readers)
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"), TestOffers.Tree("F3"), TestOffers.Tree("F4"));
        await catalogue.ExecuteAsync("""
            UPDATE offer SET archived_at = now() WHERE number = 'F2';
            UPDATE action SET archived_at = now() WHERE offer_id = (SELECT id FROM offer WHERE number = 'F3');
            UPDATE action SET insee = (SELECT min(insee) FROM place) WHERE offer_id = (SELECT id FROM offer WHERE number = 'F4');
            """);
        string[] ids = [.. new[] { "F1", "F2", "F3", "F4" }.Select(f => $"{CatalogueFixture.Siret}_{f}_A1")];
        var named = await catalogue.Rows.ByPublicIdsAsync(ids, TestContext.Current.CancellationToken);

        var read = new ConcurrentBag<ActionRow>();
        await catalogue.Rows.AllAsync(batch, readers, (rows, _) =>
        {
            foreach (var row in rows)
                read.Add(row);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

        Assert.Equal(4, named.Count);
        Assert.Equal(
            named.Where(r => !r.Archived).OrderBy(r => r.Id).Select(r => JsonSerializer.Serialize(r)),
            read.OrderBy(r => r.Id).Select(r => JsonSerializer.Serialize(r)));
        Assert.Equal(2, read.Count);
    }
}
