using System.Security.Cryptography;
using System.Text;
using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>What tells whether an item is what is already published.</summary>
internal static class ItemHash
{
    /// <summary>Of an offer's or a session's content.</summary>
    public static byte[] Of(byte[] content) => SHA256.HashData(content);

    /// <summary>Of an action. The resolved place belongs to its state: better reference data must move it.</summary>
    public static byte[] Of(byte[] content, Location location)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"|{location.Place?.Insee}|{location.Lat}|{location.Lng}")));
        return hash.GetHashAndReset();
    }
}
