using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Marketplace.Platform.Decisions;

/// <summary>
/// The version of what somebody decides on: a mark over all that their page shows of it and the moments it was written.
/// The page's form carries the mark, and the command compares it with what it has locked; anything else was never seen.
/// </summary>
public static class StateVersion
{
    /// <summary>Bytes of the mark: nobody gains by forging one, so it only has to tell states apart.</summary>
    private const int Length = 16;

    /// <summary>A decision whose sender was shown nothing.</summary>
    public const string None = "";

    /// <param name="parts">Values, in an order that never changes; moments as stored.</param>
    public static string Of(params object?[] parts) =>
        Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)).AsSpan(0, Length));
}
