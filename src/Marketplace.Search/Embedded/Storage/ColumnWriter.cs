using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Marketplace.Search.Embedded.Storage;

/// <summary>Writes arrays as length and raw little-endian bytes, and a CRC-32C of everything at the end.</summary>
internal sealed class ColumnWriter(Stream stream)
{
    private uint checksum;

    public void Write<T>(ReadOnlySpan<T> column) where T : unmanaged
    {
        var length = column.Length;
        Raw(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        Raw(MemoryMarshal.AsBytes(column));
    }

    public void Write<T>(T[] column) where T : unmanaged => Write<T>(column.AsSpan());

    public void Write(IReadOnlyList<string> texts)
    {
        var starts = new int[texts.Count + 1];
        var bytes = new MemoryStream();
        for (var i = 0; i < texts.Count; i++)
        {
            bytes.Write(Encoding.UTF8.GetBytes(texts[i]));
            starts[i + 1] = (int)bytes.Length;
        }
        Write(starts);
        Write<byte>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public void WriteChecksum()
    {
        var sum = checksum;
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in sum)));
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        checksum = Checksum(checksum, bytes);
        stream.Write(bytes);
    }

    /// <summary>CRC-32C continued over more bytes.</summary>
    public static uint Checksum(uint sum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            sum = BitOperations.Crc32C(sum, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, rest);
        return sum;
    }
}
