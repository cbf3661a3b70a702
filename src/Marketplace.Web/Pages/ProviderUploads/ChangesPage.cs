using System.Globalization;
using Marketplace.Exchange.Comparing;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>…/differences</c>: what it would change, or changed, field by field.</summary>
public static class ChangesPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader)
    {
        if (await ProviderUpload.FindAsync(context, organisation, id, store, reader) is not { Upload.Differences: { } differences } found)
            return Results.NotFound();
        var page = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, 1_000) : 1;
        var (total, changes) = await reader.ChangesAsync(id, page, context.Cancel);
        var all = differences.Total.Added + differences.Total.Changed + differences.Total.Archived;
        return context.Private("provider-uploads/changes", new ChangesModel(
            UploadWords.Changes(differences), all - total, [.. changes.Select(c => new ChangeLine(
                UploadWords.Kind(c.Kind), UploadWords.Level(c.Level),
                string.Join(", ", ((string?[])[$"formation {c.Formation}", c.Action is null ? null : $"action {c.Action}",
                    c.Session is null ? null : $"session {c.Session}"]).OfType<string>()), c.Title, c.Fields))],
            Paging.Of(total, UploadReader.PageSize, page, n => $"{UploadAddresses.Changes.Of(organisation, id)}?page={n}")), "Différences",
            found.Trail(context.Person));
    }
}

/// <summary>Model of <c>pages/provider-uploads/changes</c>.</summary>
/// <param name="More">Changes that are counted and not shown.</param>
public sealed record ChangesModel(IReadOnlyList<string> Sentences, int More, IReadOnlyList<ChangeLine> Changes, Paging? Paging);

/// <param name="Numbers">Under which the provider knows it.</param>
public sealed record ChangeLine(string Kind, string Level, string Numbers, string Title, IReadOnlyList<FieldChange> Fields);
