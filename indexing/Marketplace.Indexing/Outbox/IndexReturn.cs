namespace Marketplace.Indexing.Outbox;

/// <summary>What became of a wish to return to the index of before.</summary>
public enum IndexReturn
{
    /// <summary>It is live again and up to date.</summary>
    Done,
    /// <summary>There was no rebuild yet, so there is no index of before.</summary>
    None,
    /// <summary>The outbox does not reach back to where it stands any more; nothing was changed.</summary>
    TooOld,
    /// <summary>The engine keeps no index of before.</summary>
    NotKept,
}
