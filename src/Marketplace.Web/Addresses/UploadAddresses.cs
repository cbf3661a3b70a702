namespace Marketplace.Web.Addresses;

/// <summary>Training providers: catalogues that they upload.</summary>
public static class UploadAddresses
{
    public static readonly Route<Guid> List = new("/of/{organisation:guid}/imports");
    public static readonly Route<Guid, string> Template = new(List.Pattern + "/modeles/{name}");
    public static readonly Route<Guid, Guid> Upload = new(List.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> Status = new(Upload.Pattern + "/etat");
    public static readonly Route<Guid, Guid> Report = new(Upload.Pattern + "/rapport.json");
    public static readonly Route<Guid, Guid> Annotated = new(Upload.Pattern + "/fichier");
    public static readonly Route<Guid, Guid> Changes = new(Upload.Pattern + "/differences");
    public static readonly Route<Guid, Guid, int> Row = new(Upload.Pattern + "/lignes/{line:int}");
    public static readonly Route<Guid, Guid> Publish = new(Upload.Pattern + "/publier");
    public static readonly Route<Guid, Guid> Discard = new(Upload.Pattern + "/abandonner");
    public static readonly Route<Guid, Guid> Undo = new(Upload.Pattern + "/annuler");
}
