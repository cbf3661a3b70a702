using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marketplace.Web.FrontDoor;

/// <summary>
/// Endpoint metadata: its form carries a file that is too large to be held in memory. It waits in a temporary file until the request is
/// over: only for what is about to be public, never for what proves who somebody is.
/// </summary>
/// <param name="bytes">Of the whole request.</param>
public sealed class LargeForm(long bytes) : IRequestSizeLimitMetadata
{
    private const int InMemory = 1024 * 1024;

    /// <inheritdoc/>
    public long? MaxRequestBodySize => bytes;

    /// <summary>How such a form is read.</summary>
    public FormOptions Options { get; } = new()
    {
        ValueCountLimit = 50, KeyLengthLimit = 100, ValueLengthLimit = 64 * 1024, MultipartHeadersLengthLimit = 4 * 1024,
        MultipartBodyLengthLimit = bytes, MemoryBufferThreshold = InMemory,
    };
}
