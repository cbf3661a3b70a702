using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Documents;

/// <summary>Documents of dossiers; whoever hosts this brings an <see cref="IDocumentRenderer"/>.</summary>
public static class DocumentsServices
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddSingleton<DocumentMaking>()
        .AddSingleton<DocumentShelf>();
}
