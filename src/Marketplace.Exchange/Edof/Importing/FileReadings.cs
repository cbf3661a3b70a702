using Marketplace.Exchange.Edof.Reading;

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

    /// <inheritdoc />
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
