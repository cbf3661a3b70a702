using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.IntegrationTests.Access;
using Marketplace.Statistics.OpenData;
using Marketplace.Testing;
using Parquet;
using Xunit;

namespace Marketplace.IntegrationTests.Statistics;

/// <summary>Files that others can rely on: the real columns, formats that agree, the same bytes for good.</summary>
public sealed class OpenDataTests(StatisticsApplication application) : IClassFixture<StatisticsApplication>
{
    private const string Latest = "/api/v1/open-data/latest";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalogue_HasTheHeaderOfTheRealSet()
    {
        var real = (await File.ReadAllLinesAsync(SharedData.Path("mcf-opendata-schema/mcf_catalogue_info_212930_lignes_2024-07.txt"), Stop))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(cells => cells.Length > 3 && int.TryParse(cells[0], out _)).Select(cells => cells[1]).ToList();
        Assert.Equal(44, real.Count);
        var text = await TextAsync("catalogue.csv");
        Assert.Equal(real, text[..text.IndexOf('\n', StringComparison.Ordinal)].Split(';'));
    }

    [Theory]
    [InlineData("catalogue.csv", ";")]
    [InlineData("catalogue.virgules.csv", ",")]
    public async Task Catalogue_IsTakenByCopyOfPostgresql(string name, string separator)
    {
        var text = await TextAsync(name);
        var columns = text[..text.IndexOf('\n', StringComparison.Ordinal)].Split(separator);
        await using var connection = await application.Database.Source.OpenConnectionAsync(Stop);
        await using (var make = new Npgsql.NpgsqlCommand($"CREATE TEMP TABLE catalogue ({string.Join(", ", columns.Select(c => c + (c.StartsWith("frais", StringComparison.Ordinal) ? " numeric" : c.StartsWith("nb", StringComparison.Ordinal) ? " bigint" : c.StartsWith("date", StringComparison.Ordinal) ? " date" : " text")))})", connection))
            await make.ExecuteNonQueryAsync(Stop);
        await using (var copy = await connection.BeginTextImportAsync(
            $"COPY catalogue FROM STDIN (FORMAT csv, HEADER MATCH, DELIMITER '{separator}')", Stop))
            await copy.WriteAsync(text.AsMemory(), Stop);
        await using var count = new Npgsql.NpgsqlCommand("SELECT sum(nb_action) FROM catalogue", connection);
        Assert.Equal(Assert.Single(await application.ReadAsync<decimal>(
            "SELECT count(*)::numeric FROM action a JOIN offer o ON o.id = a.offer_id WHERE a.archived_at IS NULL AND o.archived_at IS NULL")), await count.ExecuteScalarAsync(Stop));
    }

    [Fact]
    public async Task Formats_HoldTheSameRows_AndTheSchemaNamesTheirColumns()
    {
        foreach (var set in new[] { "catalogue", "formations-engagees", "usagers", "revisions", "dictionnaire" })
        {
            var json = JsonDocument.Parse(await TextAsync(set + ".json")).RootElement;
            await using var parquet = await ParquetReader.CreateAsync(
                new MemoryStream(await BytesAsync(set + ".parquet")), cancellationToken: Stop);
            var rows = 0L;
            for (var i = 0; i < parquet.RowGroupCount; i++)
            {
                using var group = parquet.OpenRowGroupReader(i);
                rows += group.RowCount;
            }
            Assert.Equal(json.GetArrayLength(), rows);
            var header = (await TextAsync(set + ".csv")).Split('\n')[0].Split(';');
            Assert.Equal(header, parquet.Schema.DataFields.Select(f => f.Name));
            Assert.Equal(header,
                JsonDocument.Parse(await TextAsync(set + ".schema.json")).RootElement.GetProperty("fields").EnumerateArray()
                .Select(f => f.GetProperty("name").GetString()));
        }
        var engaged = JsonDocument.Parse(await TextAsync("formations-engagees.json")).RootElement.EnumerateArray().ToList();
        Assert.All(engaged.Where(row => row.GetProperty("nb_titulaires").ValueKind != JsonValueKind.Null),
            row => Assert.True(row.GetProperty("nb_titulaires").GetInt64() is 0 or >= 11));
        Assert.Contains(engaged, row => row.GetProperty("nb_dossiers").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task File_HasAnETag_AndGivesPartsOfItself()
    {
        using var visitor = application.CreateClient();
        var whole = await BytesAsync("catalogue.csv");
        using var first = await visitor.GetAsync($"{Latest}/catalogue.csv", Stop);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(whole))}\"", first.Headers.ETag!.Tag);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Latest}/catalogue.csv");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var unchanged = await visitor.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var some = new HttpRequestMessage(HttpMethod.Get, $"{Latest}/catalogue.csv");
        some.Headers.Range = new RangeHeaderValue(100, 199);
        using var part = await visitor.SendAsync(some, Stop);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(Stop));
        using var unknown = await visitor.GetAsync($"{Latest}/secrets.csv", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Edition_OnceMade_IsNeverChanged_AndIsExportedAsItIs()
    {
        var before = await BytesAsync("catalogue.csv");
        await application.AsOwnerAsync("UPDATE offer SET title = title || ' (nouveau titre)'");
        Assert.Equal(0, await application.Get<OpenDataEditions>().PublishDueAsync(Stop));
        Assert.Equal(before, await BytesAsync("catalogue.csv"));
        var folder = Directory.CreateTempSubdirectory("export-");
        try
        {
            var names = await application.Get<OpenDataEditions>().ExportAsync(folder.FullName, Stop);
            Assert.Contains("licence.txt", names);
            Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "catalogue.csv"), Stop));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => application.AsOwnerAsync("UPDATE statistics_cell SET bookings = 0"));
    }

    private async Task<string> TextAsync(string name) => System.Text.Encoding.UTF8.GetString(await BytesAsync(name));

    private async Task<byte[]> BytesAsync(string name)
    {
        using var visitor = PersonBrowser.Visitor(application);
        using var answer = await visitor.GetAsync($"{Latest}/{name}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }
}
