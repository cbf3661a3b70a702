using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Search.Embedded;

/// <summary>Reads what <see cref="ValueWriter"/> wrote; anything amiss is an <see cref="InvalidDataException"/>.</summary>
internal ref struct ValueReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public bool Flag() => Take(1)[0] != 0;

    public long Number()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? MaybeNumber() => Flag() ? Number() : null;

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public string Text() => MaybeText() ?? throw new InvalidDataException("A stored value is missing.");

    public string? MaybeText()
    {
        var length = Unsigned();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    public string[] Texts()
    {
        var length = Length();
        var texts = length == 0 ? [] : new string[length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Text();
        return texts;
    }

    /// <summary>How many values follow; each takes a byte at least.</summary>
    public int Length()
    {
        var length = Unsigned();
        if (length > (ulong)rest.Length)
            throw new InvalidDataException("A stored list is longer than its document.");
        return (int)length;
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new InvalidDataException("A stored number does not end.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length)
            throw new InvalidDataException("A stored document ends too early.");
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
