namespace Marketplace.Exchange.Edof.Reporting;

/// <summary>What in a file an item or a message belongs to.</summary>
public enum ItemLevel
{
    /// <summary>The file as a whole.</summary>
    File,
    Formation,
    Action,
    Session,
}

/// <summary>A formation, action or session as it was read, taken or not.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Formation">The file's own numero, as far as it can be read; likewise the next two.</param>
/// <param name="Accepted">No error lies in the item itself; it still needs its parent, which is told after it.</param>
public sealed record StagedItem(ItemLevel Level, int Line, string? Formation, string? Action, string? Session, bool Accepted);
