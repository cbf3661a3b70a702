using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Platform.Time;

namespace Marketplace.Web.Searching.Log;

/// <summary>
/// Marks by which one address counts once for one text. The key is random, lives in this process's memory for a week
/// at most and is nowhere else. The text is part of what is marked: two searches of one visitor cannot be tied together.
/// </summary>
public sealed class VisitorMarks(TimeProvider clock)
{
    private sealed record Week(DateOnly Monday, long Counting, byte[] Key);

    private readonly Lock gate = new();
    private Week? current;

    /// <param name="address">Where the search came from; not kept.</param>
    /// <param name="text">Cleaned.</param>
    /// <returns>The counting within which marks compare, and 16 bits.</returns>
    public (long Counting, int Visitor) Of(string address, string text)
    {
        var week = Current();
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(week.Key, Encoding.UTF8.GetBytes($"{address}\n{text}"), hash);
        return (week.Counting, BinaryPrimitives.ReadUInt16LittleEndian(hash));
    }

    private Week Current()
    {
        var today = clock.Today();
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        lock (gate)
        {
            if (current?.Monday != monday)
                current = new Week(monday, BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)),
                    RandomNumberGenerator.GetBytes(32));
            return current;
        }
    }
}
