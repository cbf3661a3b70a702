using Marketplace.Exchange.Sheets.Reading;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>…/fichier</c>: the sheet given back with a column of what is to be mended.</summary>
public static class AnnotatedDownload
{
    public static async Task<IResult> SendAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader, UploadFiles files)
    {
        if (await ProviderUpload.FindAsync(context, organisation, id, store, reader) is not
            { Upload: { CanBeGivenBack: true, Findings: { } read } upload })
            return Results.NotFound();
        // Given back at once or not at all: a reading that fails must not end as half a file.
        var content = TemporaryFile.Create();
        try
        {
            if (await files.WriteAnnotatedAsync(upload, content, context.Cancel))
            {
                content.Position = 0;
                var (type, ending) = read.Kind == UploadKinds.Excel
                    ? ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx") : ("text/csv; charset=utf-8", ".csv");
                return Results.File(content, type, $"{Path.GetFileNameWithoutExtension(upload.Name)}-erreurs{ending}");
            }
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
        await content.DisposeAsync();
        return Results.NotFound();
    }
}
