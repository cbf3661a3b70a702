using Npgsql;

namespace Marketplace.Statistics.OpenData;

/// <summary>A file of pieces, read from where one begins; a piece is held at a time.</summary>
internal sealed class PieceStream(NpgsqlDataSource database, long file, long size, int piece) : Stream
{
    private byte[] _held = [];
    private long _number = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= size || buffer.Length == 0)
            return 0;
        if (_number != Position / piece)
            await HoldAsync(Position / piece, cancellationToken);
        var at = (int)(Position % piece);
        var length = Math.Min(buffer.Length, _held.Length - at);
        _held.AsMemory(at, length).CopyTo(buffer);
        Position += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => size + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task HoldAsync(long number, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT content FROM open_data_piece WHERE file_id = $1 AND number = $2");
        command.Parameters.Add(new() { Value = file });
        command.Parameters.Add(new() { Value = (int)number });
        (_held, _number) = ((byte[])(await command.ExecuteScalarAsync(cancel))!, number);
    }
}
