using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Marketplace.Search.Embedded.Storage;

/// <summary>Reads what <see cref="ColumnWriter"/> wrote; anything amiss is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ColumnReader(Stream stream)
{
    private uint checksum;

    public T[] Read<T>() where T : unmanaged
    {
        var length = 0;
        Raw(MemoryMarshal.AsBytes(new Span<int>(ref length)));
        if (length < 0 || (long)length * Unsafe.SizeOf<T>() > stream.Length - stream.Position)
            throw new InvalidDataException("A column is longer than its file.");
        var column = new T[length];
        Raw(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }

    public string[] ReadTexts()
    {
        var starts = Read<int>();
        var bytes = Read<byte>();
        var texts = new string[Math.Max(0, starts.Length - 1)];
        for (var i = 0; i < texts.Length; i++)
        {
            if (starts[i] < 0 || starts[i + 1] < starts[i] || starts[i + 1] > bytes.Length)
                throw new InvalidDataException("A text lies outside its column.");
            texts[i] = Encoding.UTF8.GetString(bytes, starts[i], starts[i + 1] - starts[i]);
        }
        return texts;
    }

    public void VerifyChecksum()
    {
        uint written = 0;
        if (stream.ReadAtLeast(MemoryMarshal.AsBytes(new Span<uint>(ref written)), sizeof(uint), throwOnEndOfStream: false) < sizeof(uint)
            || written != checksum)
            throw new InvalidDataException("The checksum does not match.");
    }

    private void Raw(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("The file ends too early.");
        checksum = ColumnWriter.Checksum(checksum, bytes);
    }
}
