using System.Globalization;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// How far an index has read the outbox: everything up to row (<paramref name="Xid"/>, <paramref name="Id"/>) in
/// transaction order, of the database known by <paramref name="Epoch"/>.
/// </summary>
public sealed record OutboxPosition(Guid Epoch, ulong Xid, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:N}:{Xid}:{Id}");

    /// <summary>Null for a text that is no position (another engine's, an older format).</summary>
    public static OutboxPosition? Parse(string? text)
    {
        var parts = text?.Split(':');
        return parts is [var epoch, var xid, var id]
            && Guid.TryParseExact(epoch, "N", out var e)
            && ulong.TryParse(xid, NumberStyles.None, CultureInfo.InvariantCulture, out var x)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? new(e, x, i) : null;
    }
}
