using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary>An upload for who may see it.</summary>
internal sealed record ProviderUpload(ProviderScope Provider, UploadScope Scope, Upload Upload)
{
    /// <summary>Null: there is no such organisation, or no such upload of its.</summary>
    public static async Task<ProviderUpload?> FindAsync(
        PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } provider
            && ScopeOf(provider) is var scope && await reader.FindAsync(scope, id, context.Cancel) is { } upload
            ? new(provider, scope, upload) : null;

    public static UploadScope ScopeOf(ProviderScope provider) => new(provider.Organisation.Id, provider.Sirets);

    public Guid Organisation => Scope.Organisation;

    /// <summary>Pages above the list.</summary>
    public IReadOnlyList<Crumb> TrailOfUpload(Person person) =>
        [.. Provider.Trail(person), new Crumb("Imports", UploadAddresses.List.Of(Organisation))];

    /// <summary>Pages above those below the upload's own.</summary>
    public IReadOnlyList<Crumb> Trail(Person person) =>
        [.. TrailOfUpload(person), new Crumb(Upload.Name, UploadAddresses.Upload.Of(Organisation, Upload.Id))];
}
