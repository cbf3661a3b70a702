using System.Collections.Concurrent;
using System.IO.Compression;
using Marketplace.Platform.Importing;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// An archive opened as often as files are read from it at once: a ZipArchive serves one reader at a time, and reading
/// its directory anew for each file would cost more than the file.
/// </summary>
internal sealed class ZipFilePool(string path) : IDisposable
{
    private readonly ConcurrentBag<ZipArchive> idle = [ZipFile.OpenRead(path)];

    /// <param name="Bytes">Unpacked, as the directory claims.</param>
    public sealed record Entry(int Index, string Name, long Packed, long Bytes);

    public IReadOnlyList<Entry> Entries()
    {
        var archive = Rent();
        try
        {
            return [.. archive.Entries.Select((e, i) => new Entry(i, e.FullName, e.CompressedLength, e.Length))];
        }
        finally
        {
            idle.Add(archive);
        }
    }

    public Stream Open(int index)
    {
        var archive = Rent();
        try
        {
            return new RentedStream(archive.Entries[index].Open(), () => idle.Add(archive));
        }
        catch
        {
            idle.Add(archive);
            throw;
        }
    }

    private ZipArchive Rent() => idle.TryTake(out var archive) ? archive : ZipFile.OpenRead(path);

    public void Dispose()
    {
        while (idle.TryTake(out var archive))
            archive.Dispose();
    }

    /// <summary>Gives the archive back when the file is closed.</summary>
    private sealed class RentedStream(Stream inner, Action giveBack) : ReadOnlyStream
    {
        private Action? giveBack = giveBack;

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                Interlocked.Exchange(ref giveBack, null)?.Invoke();
            }
            base.Dispose(disposing);
        }
    }
}
