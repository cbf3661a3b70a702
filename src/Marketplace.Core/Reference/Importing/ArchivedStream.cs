namespace Marketplace.Core.Reference.Importing;

/// <summary>An entry of an archive as it is unpacked, which may lie about its length. Closes the archive with itself.</summary>
internal sealed class ArchivedStream(IDisposable archive, Stream unpacked, long length, Func<Exception> tooLong) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(unpacked.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(unpacked.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await unpacked.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
