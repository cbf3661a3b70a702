using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Uploads;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>…/rapport.json</c>: the report for programs, as the API gives it.</summary>
public static class UploadReportPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader) =>
        await ProviderUpload.FindAsync(context, organisation, id, store, reader) is { Upload: var upload }
            ? Results.Json(
                UploadReport.Of(upload, await reader.GroupsAsync(id, context.Cancel), context.SiteUrl), UploadReport.Json)
                : Results.NotFound();
}
