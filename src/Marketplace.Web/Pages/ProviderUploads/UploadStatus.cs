using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Uploads;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>…/etat</c>: how far the work is, for the page's script.</summary>
public static class UploadStatus
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader) =>
        await ProviderUpload.FindAsync(context, organisation, id, store, reader) is { Upload: var upload }
            ? Results.Json(new
            {
                state = upload.State, working = UploadProcess.Working.Contains(upload.State), text = UploadWords.Work(upload.State),
                    upload.Progress,
            }, UploadReport.Json) : Results.NotFound();
}
