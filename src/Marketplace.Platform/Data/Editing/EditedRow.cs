namespace Marketplace.Platform.Data.Editing;

/// <summary>A row that a form changes: read, changed in memory, written if nobody changed it meanwhile.</summary>
public abstract class EditedRow
{
    /// <summary>PostgreSQL's <c>xmin</c>: another number after each update of the row, whoever makes it.</summary>
    public uint RowVersion { get; private set; }
}
