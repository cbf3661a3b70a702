namespace Marketplace.Platform.Importing;

/// <summary>An entry of an archive as it is unpacked, which may lie about its length. Closes the archive with itself.</summary>
public sealed class ArchivedStream(IDisposable archive, Stream unpacked, long length, Func<Exception> tooLong) : ReadOnlyStream
{
    private long _read;

    public override int Read(Span<byte> buffer) => Counted(unpacked.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await unpacked.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            archive.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Counted(int bytes) => (_read += bytes) <= length ? bytes : throw tooLong();
}
