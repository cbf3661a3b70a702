using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Search.Embedded;

/// <summary>Writes values one after the other: numbers in as many bytes as they need, texts as length and UTF-8.</summary>
internal sealed class ValueWriter
{
    private byte[] bytes = new byte[1024];
    private int length;

    /// <summary>What was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    /// <summary>Begins anew.</summary>
    public void Clear() => length = 0;

    public void Flag(bool value) => Add(value ? (byte)1 : (byte)0);

    /// <summary>Seven bits a byte, low ones first; the sign in the lowest bit.</summary>
    public void Number(long value) => Unsigned(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>A number that may be missing.</summary>
    public void Maybe(long? value)
    {
        Flag(value is not null);
        if (value is { } number)
            Number(number);
    }

    public void Real(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
        length += sizeof(double);
    }

    /// <summary>The length plus one, so that 0 says "missing".</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Unsigned(0);
            return;
        }
        Unsigned((ulong)Encoding.UTF8.GetByteCount(value) + 1);
        length += Encoding.UTF8.GetBytes(value, Room(Encoding.UTF8.GetMaxByteCount(value.Length)));
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Length(values.Count);
        foreach (var value in values)
            Text(value);
    }

    /// <summary>How many values follow.</summary>
    public void Length(int count) => Unsigned((ulong)count);

    private void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Add((byte)(value | 0x80));
        Add((byte)value);
    }

    private void Add(byte value)
    {
        if (length == bytes.Length)
            Array.Resize(ref bytes, length * 2);
        bytes[length++] = value;
    }

    private Span<byte> Room(int size)
    {
        if (length + size > bytes.Length)
            Array.Resize(ref bytes, Math.Max(length + size, length * 2));
        return bytes.AsSpan(length);
    }
}
