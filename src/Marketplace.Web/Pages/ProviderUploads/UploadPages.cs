using Marketplace.People.Access;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary>Addresses of uploaded catalogues.</summary>
public static class UploadPages
{
    /// <summary>What a form has beside its file.</summary>
    private const int BesideTheFile = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, UploadSettings settings)
    {
        var view = routes.MapGroup("").RequireRight(Rights.UploadsView);
        view.MapGet(UploadAddresses.List.Pattern, UploadsPage.ShowAsync);
        view.MapGet(UploadAddresses.Template.Pattern, TemplateDownload.Send);
        view.MapGet(UploadAddresses.Upload.Pattern, UploadPage.ShowAsync);
        view.MapGet(UploadAddresses.Status.Pattern, UploadStatus.ShowAsync);
        view.MapGet(UploadAddresses.Report.Pattern, UploadReportPage.ShowAsync);
        view.MapGet(UploadAddresses.Annotated.Pattern, AnnotatedDownload.SendAsync);
        view.MapGet(UploadAddresses.Changes.Pattern, ChangesPage.ShowAsync);

        var act = routes.MapGroup("").RequireRight(Rights.UploadsAct);
        act.MapPost(UploadAddresses.List.Pattern, UploadsPage.PostAsync).WithMetadata(new LargeForm(settings.FileBytes + BesideTheFile));
        act.MapPost(UploadAddresses.Publish.Pattern, UploadCommands.PublishAsync);
        act.MapPost(UploadAddresses.Discard.Pattern, UploadCommands.DiscardAsync);
        act.MapPost(UploadAddresses.Undo.Pattern, UploadCommands.UndoAsync);
        act.MapGet(UploadAddresses.Row.Pattern, RowPage.ShowAsync);
        act.MapPost(UploadAddresses.Row.Pattern, RowPage.PostAsync);
    }
}
