using System.Globalization;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.OpenData;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Statistics;

/// <summary><c>/api/v1/open-data/…</c>: editions, their files, and the files themselves with ETag and ranges.</summary>
public static class OpenDataEndpoint
{
    public static async Task<IResult> ListAsync(Editions editions, CancellationToken cancel) =>
        Results.Json(new OpenDataList(
            [.. (await editions.ListAsync(cancel))
            .Select(e => new OpenDataLink(Name(e), ApiAddresses.OpenDataEdition.Of(Name(e)), Utc(e.PublishedAt)))]),
            ApiJson.Options);

    public static async Task<IResult> ShowAsync(string edition, Editions editions, OpenDataEditions files, CancellationToken cancel) =>
        await FindAsync(edition, editions, cancel) is { } found
            ? Results.Json(new OpenDataEdition(Name(found), found.Number, Utc(found.PublishedAt), found.K, found.Withheld,
                [.. (await files.ListAsync(found.Number, cancel)).Select(file => new OpenDataFileLink(
                    file.Name, ApiAddresses.OpenDataFile.Of(Name(found), file.Name), file.MediaType, file.Size,
                        Convert.ToHexStringLower(file.Sha256)))]), ApiJson.Options)
            : Unknown();

    public static async Task<IResult> DownloadAsync(
        string edition, string file, Editions editions, OpenDataEditions files, CancellationToken cancel)
    {
        if (await FindAsync(edition, editions, cancel) is not { } found
            || (await files.ListAsync(found.Number, cancel)).FirstOrDefault(f => f.Name == file) is not { } kept)
            return Unknown();
        return Results.Stream(await files.OpenAsync(kept, cancel), kept.MediaType, null, Utc(kept.MadeAt),
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(kept.Sha256)}\""), enableRangeProcessing: true);
    }

    private const string Latest = "latest";

    /// <summary>By month, or the latest.</summary>
    private static async Task<Edition?> FindAsync(string name, Editions editions, CancellationToken cancel) =>
        (await editions.ListAsync(cancel)).FirstOrDefault(e => name == Latest || Name(e) == name);

    private static string Name(Edition edition) => edition.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));

    private static IResult Unknown() => ApiProblem.Of(StatusCodes.Status404NotFound, "Fichier inconnu", "Aucune édition n’a ce fichier.");
}

/// <param name="Editions">The latest first.</param>
public sealed record OpenDataList(IReadOnlyList<OpenDataLink> Editions);

/// <param name="Edition">Month, such as 2026-10; <c>latest</c> stands for the newest.</param>
public sealed record OpenDataLink(string Edition, string Href, DateTimeOffset PublishedAt);

/// <param name="K">People that a figure stands for at least.</param>
/// <param name="Withheld">Cells that are not shown.</param>
public sealed record OpenDataEdition(
    string Edition, int Number, DateTimeOffset PublishedAt, int K, int Withheld, IReadOnlyList<OpenDataFileLink> Files);

public sealed record OpenDataFileLink(string Name, string Href, string MediaType, long Size, string Sha256);
