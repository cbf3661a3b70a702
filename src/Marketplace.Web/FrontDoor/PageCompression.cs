using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.FrontDoor;

/// <summary>
/// Compresses public pages, and nothing else. Compressed length tells what of a visitor's text stands in a page already
/// (BREACH), so that no page with a form token, with a person's data or behind a right is ever compressed: a page is
/// left as it is unless its renderer says otherwise.
/// </summary>
public static class PageCompression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Safe with TLS because of what is compressed, see above.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html"];
        });
        // By default Brotli is asked for its fastest: of a page written piece by piece that leaves half as much again as gzip's. A
        // millisecond a page at this level.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, PagesWithoutSecrets>());
        return services;
    }

    /// <summary>Says that the answer is the same for everybody who asks the same.</summary>
    public static void Allow(HttpContext context) => context.Features.Set(new WithoutSecrets());

    private sealed class WithoutSecrets;

    private sealed class PagesWithoutSecrets(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
        : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Features.Get<WithoutSecrets>() is not null && base.ShouldCompressResponse(context);
    }
}
