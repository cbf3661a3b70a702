namespace Marketplace.ProviderSpace.SessionGrid;

/// <summary>A row of the grid as it was sent: what of a session is changed every day.</summary>
/// <param name="Key">Of the draft's session.</param>
/// <param name="Start">As typed; empty for none.</param>
/// <param name="Seats">As typed; empty: unlimited, or as it was.</param>
/// <param name="Remove">The session goes.</param>
/// <param name="Copy">Another one like it is added.</param>
public sealed record GridRow(Guid Key, string Start, string End, string Seats, bool Guaranteed, bool Open, bool Remove, bool Copy);

/// <summary>What is added below the rows.</summary>
/// <param name="Empty">Empty rows.</param>
/// <param name="CopyWeeks">By how many weeks copies come later than what they are copied from.</param>
public sealed record GridAdditions(int Empty, int CopyWeeks)
{
    /// <summary>Rows that are added at a time.</summary>
    public const int Most = 20;

    /// <summary>Weeks that copies come later.</summary>
    public const int MostWeeks = 104;
}
