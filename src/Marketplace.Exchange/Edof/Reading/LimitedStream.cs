using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Importing;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Counts what is really read, whatever an archive's directory claims, and stops when it is too much.
/// </summary>
/// <param name="packed">Size inside the archive and the unpacked size that its directory claims; null for a plain file.</param>
/// <param name="onRead">Told the number of bytes of each read, for totals and progress.</param>
internal sealed class LimitedStream(Stream inner, ReadingLimits limits, (long Packed, long Claimed)? packed, Action<int>? onRead)
    : ReadOnlyStream
{
    private const long RatioGrace = 16 << 20;
    private long total;

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    private int Count(int read)
    {
        total += read;
        if (total > limits.FileBytes)
            throw new LimitExceededException(ImportCodes.FileTooLarge, $"Le fichier dépasse {Quote.Number(limits.FileBytes)} octets.");
        if (packed is { } entry && total > entry.Claimed)
            throw new LimitExceededException(ImportCodes.ArchiveTooLarge, "Le fichier est plus grand que l'archive ne l'annonce.");
        if (packed is { } bomb && total > RatioGrace && total / Math.Max(1, bomb.Packed) > limits.ArchiveRatio)
            throw new LimitExceededException(ImportCodes.ArchiveTooLarge,
                $"Une fois décompressé, le fichier est plus de {limits.ArchiveRatio} fois plus grand que dans l'archive.");
        onRead?.Invoke(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
