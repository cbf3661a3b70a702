namespace Marketplace.Catalogue.Seats;

/// <summary>How firmly a seat is somebody's; words of the column <c>seat.kind</c>. All three count as taken.</summary>
public static class SeatKind
{
    /// <summary>Offered to somebody of the waiting list, until the offer ends.</summary>
    public const string Offered = "offered";
    /// <summary>Kept while somebody pays, until the page of payment closes.</summary>
    public const string Held = "held";
    /// <summary>A booking's, until it is given back.</summary>
    public const string Taken = "taken";

    private static readonly string[] Firmer = [Offered, Held, Taken];

    /// <summary>Whether what one has is already more than what one asks for.</summary>
    internal static bool IsFirmer(string had, string asked) => Array.IndexOf(Firmer, had) > Array.IndexOf(Firmer, asked);
}
