namespace Marketplace.Search.Embedded;

[Flags]
internal enum SessionFlags : byte { None = 0, Open = 1, Guaranteed = 2, AnyWindow = 4 }

/// <summary>
/// Sessions of all documents of a segment, flattened: document d has entries <see cref="Starts"/>[d] .. <see cref="Starts"/>[d + 1].
/// Days are <see cref="DateOnly.DayNumber"/>.
/// </summary>
internal sealed class SessionColumns
{
    /// <summary>Start of a session that has no date.</summary>
    public const int NoStart = int.MaxValue;
    public const int NoSeats = -1;

    public required int[] Starts { get; init; }
    public required int[] Start { get; init; }
    /// <summary>Last day on which one may still enter.</summary>
    public required int[] Until { get; init; }
    /// <summary>Seats left, <see cref="NoSeats"/> when unknown.</summary>
    public required int[] Seats { get; init; }
    public required byte[] Flags { get; init; }

    /// <summary>By document: the last day on which one of its open sessions may be entered; <see cref="int.MinValue"/> for none.</summary>
    public int[] LastDay { get; private set; } = [];

    public SessionColumns WithLastDays()
    {
        LastDay = new int[Starts.Length - 1];
        for (var document = 0; document < LastDay.Length; document++)
        {
            var last = int.MinValue;
            for (var i = Starts[document]; i < Starts[document + 1]; i++)
                if (((SessionFlags)Flags[i] & SessionFlags.Open) != 0)
                    last = Math.Max(last, Until[i]);
            LastDay[document] = last;
        }
        return this;
    }
}
