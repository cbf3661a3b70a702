using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Platform.Time;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>Imports EDOF's XML.</summary>
public sealed class EdofImport(ReferenceData reference, TimeProvider clock, ReadingLimits? limits = null)
    : FileImport(limits ?? new ReadingLimits())
{
    internal override FileReadings Open(SourceFile source, Action<int>? onRead) => new Readings(this, source, onRead);

    private EdofReader Reader(SourceFile source, FileJournal journal, Action<int>? onRead) =>
        new(() => source.Open(onRead), journal, reference, Limits, clock.Today());

    private sealed class Readings(EdofImport import, SourceFile source, Action<int>? onRead) : FileReadings
    {
        public override ICatalogueReader Start(FileJournal journal) => import.Reader(source, journal, onRead);
    }
}
