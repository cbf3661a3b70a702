using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>One file while it is imported: read as often as needed, each time from its start.</summary>
internal abstract class FileReadings : IDisposable
{
    /// <summary>How the file was understood, once it has been read; null where there was nothing to find out.</summary>
    public virtual string? Format => null;

    /// <summary>How messages are put; null: as they are found.</summary>
    public virtual MessageWording? Wording => null;

    /// <summary>Another reading of it.</summary>
    public abstract ICatalogueReader Start(FileJournal journal);

    /// <summary>Headings of the columns, where there are any.</summary>
    public virtual IReadOnlyList<string> Headings => [];

    /// <summary>The physical line behind a line as the reading counts.</summary>
    public virtual int LineOf(int line) => line;

    /// <summary>Every row in the file's order.</summary>
    public virtual IEnumerable<StagedRow> Rows(FileReport report, IReadOnlyList<StagedItem> items) => StagedItems.Rows(report, items);

    /// <summary>The file with what is to be mended; false where that cannot be given.</summary>
    public virtual bool WriteAnnotated(Stream stream, FileReport report, IReadOnlyList<StagedItem> items) => false;

    /// <inheritdoc />
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
