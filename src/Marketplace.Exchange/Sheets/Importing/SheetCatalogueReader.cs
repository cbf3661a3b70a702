using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Document;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Importing;

/// <summary>Reads a staged sheet formation by formation with the readers and rules of EDOF's files.</summary>
internal sealed class SheetCatalogueReader : ICatalogueReader
{
    private readonly StagedSheet sheet;
    private readonly FileJournal journal;
    private readonly SheetNodes nodes;
    private readonly EdofCursor cursor;
    private readonly FormationReader formations;
    private readonly SheetDocument document = new();
    private readonly Action? onFormation;
    private int next = -1;

    /// <param name="onFormation">Told of each formation that has been read.</param>
    public SheetCatalogueReader(StagedSheet sheet, FileJournal journal, ReferenceData reference, ReadingLimits limits, DateOnly today,
        Action? onFormation)
    {
        (this.sheet, this.journal, this.onFormation) = (sheet, journal, onFormation);
        nodes = new SheetNodes(journal);
        cursor = new EdofCursor(nodes, limits, journal);
        formations = FormationReader.Create(cursor, reference, limits, today, ItemShapes.Published);
    }

    /// <inheritdoc />
    public AcceptedOffer? Next()
    {
        if (next < 0)
        {
            next = 0;
            foreach (var fault in sheet.Faults)
                journal.Tell(SheetWording.Of(fault));
        }
        try
        {
            while (next < sheet.Formations.Count)
            {
                nodes.Load(document.Formation(sheet, sheet.Formations[next++]));
                cursor.Read();
                var offer = formations.Read();
                onFormation?.Invoke();
                if (offer is not null)
                    return offer;
            }
        }
        catch (LimitExceededException e)
        {
            journal.RefuseFile(e.Code, cursor.Line, e.Message);
            next = sheet.Formations.Count;
        }
        return null;
    }

    public void Dispose() => cursor.Dispose();
}
