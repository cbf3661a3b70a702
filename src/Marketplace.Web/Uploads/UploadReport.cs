using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Marketplace.ProviderSpace.Uploads;

namespace Marketplace.Web.Uploads;

/// <summary>The report of an upload as an object of the API.</summary>
/// <param name="Rows">Read, valid or not; null: not read yet.</param>
/// <param name="Created">Formations, actions and sessions that are new; null: there is nothing to compare. Likewise the next three.</param>
/// <param name="Note">Why it is where it is.</param>
public sealed record UploadReport(
    Guid Id, string State, int Progress, string File, string? Format, string? Siret, DateTimeOffset ReceivedAt, DateTimeOffset? PublishedAt,
    int? Rows, int? Rejected, int? Created, int? Updated, int? Archived, int? Unchanged, string? Note, IReadOnlyList<UploadIssue> Issues)
{
    /// <summary>How it is written: camelCase, every field present, accents as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static UploadReport Of(Upload upload, IReadOnlyList<IssueGroup> groups, string site)
    {
        var (found, total) = (upload.Findings, upload.Differences?.Total);
        return new(upload.Id, upload.State, upload.Progress, upload.Name, found?.Format ?? found?.Kind, found?.Siret, upload.ReceivedAt,
            upload.PublishedAt, found?.Rows, found?.RowsRefused, total?.Added, total?.Changed,
            upload.Mode == UploadModes.Valid ? 0 : total?.Archived, total?.Unchanged, upload.Note,
            [.. groups.Select(g => new UploadIssue(g.Code, g.Severity, g.Count, g.Lines.Length == 0 ? null : g.Lines[0], g.Column, g.Text,
                $"{site}{InformationAddresses.ImportCodes}#{g.Code}"))]);
    }
}

/// <summary>Messages of one code about one column.</summary>
/// <param name="Line">Of the first one, likewise <paramref name="Text"/>.</param>
/// <param name="Documentation">Says what it means and how it is mended.</param>
public sealed record UploadIssue(string Code, string Severity, int Count, int? Line, string? Column, string Text, string Documentation);
