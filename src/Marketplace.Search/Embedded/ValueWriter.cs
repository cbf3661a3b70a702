using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Search.Embedded;

/// <summary>Writes values one after the other: numbers in as many bytes as they need, texts as length and UTF-8.</summary>
internal sealed class ValueWriter
{
    private readonly List<byte> bytes = new(512);

    public byte[] ToArray() => [.. bytes];

    public void Flag(bool value) => bytes.Add(value ? (byte)1 : (byte)0);

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
        Span<byte> raw = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        bytes.AddRange(raw);
    }

    /// <summary>The length plus one, so that 0 says "missing".</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Unsigned(0);
            return;
        }
        var utf8 = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)utf8.Length + 1);
        bytes.AddRange(utf8);
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
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
