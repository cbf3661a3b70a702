using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Addresses;

/// <summary>Documents of a dossier, on the learner's side and on the provider's.</summary>
public static class DocumentAddresses
{
    public static readonly Route<Guid> Mine = new(BookingSite.Learner + "{id:guid}/documents");
    public static readonly Route<Guid, Guid> MineHtml = new(Mine.Pattern + "/{document:guid}.html");
    public static readonly Route<Guid, Guid> MinePdf = new(Mine.Pattern + "/{document:guid}.pdf");
    public static readonly Route<Guid, Guid> Provider = new("/of/{organisation:guid}/inscriptions/{id:guid}/documents");
    public static readonly Route<Guid, Guid, Guid> ProviderHtml = new(Provider.Pattern + "/{document:guid}.html");
    public static readonly Route<Guid, Guid, Guid> ProviderPdf = new(Provider.Pattern + "/{document:guid}.pdf");
}
