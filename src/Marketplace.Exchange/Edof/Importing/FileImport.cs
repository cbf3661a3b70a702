using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Npgsql;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// Imports one file, whatever its format: a first reading judges all of it, because mixed SIRETs or a broken end appear
/// last; a second one applies what was accepted, in one transaction. Holds one formation at a time.
/// </summary>
public abstract class FileImport(ReadingLimits limits)
{
    /// <summary>What a file may cost.</summary>
    protected ReadingLimits Limits => limits;

    /// <summary>The first reading: the report as if nothing of it were known yet. Changes nothing.</summary>
    /// <param name="onRead">Told of each read's bytes.</param>
    public FileReport Validate(SourceFile source, Action<int>? onRead = null, CancellationToken cancel = default)
    {
        using var file = Open(source, onRead);
        return Validate(file, source.Name, null, cancel);
    }

    /// <summary>The first reading, kept with every row for who shows and mends them before anything is published.</summary>
    /// <param name="onRead">Told of each read's bytes.</param>
    public StagedFile Stage(SourceFile source, Action<int>? onRead = null, CancellationToken cancel = default)
    {
        var file = Open(source, onRead);
        try
        {
            var items = new List<StagedItem>();
            var report = Validate(file, source.Name, item => items.Add(item with { Line = file.LineOf(item.Line) }), cancel);
            return new StagedFile(file, report, items);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The second reading. <paramref name="validated"/> is the first one's report.</summary>
    /// <param name="together">What belongs to the same transaction; null: nothing does.</param>
    /// <param name="complete">Adds to an accepted offer what its file cannot say; null: nothing.</param>
    /// <param name="shown">Version of the catalogue that is replaced, as <see cref="CatalogueImport.BeginAsync"/>.</param>
    /// <exception cref="CatalogueChangedException">The catalogue is not the one that is expected.</exception>
    public async Task<FileReport> ApplyAsync(NpgsqlDataSource database, SourceFile source, FileReport validated,
        Action<int>? onRead = null, CancellationToken cancel = default, ImportTogether? together = null,
        Func<AcceptedOffer, AcceptedOffer>? complete = null, string? shown = null)
    {
        using var file = Open(source, onRead);
        return await ApplyAsync(database, file, validated, cancel, together, complete, shown);
    }

    /// <summary>
    /// What a reading accepts, one formation at a time, for who keeps it elsewhere. <see cref="Validate(SourceFile, Action{int}?,
    /// CancellationToken)"/> judged it before.
    /// </summary>
    public IEnumerable<AcceptedOffer> Read(SourceFile source)
    {
        using var file = Open(source, null);
        using var reader = file.Start(new FileJournal(messageLimit: 0));
        while (reader.Next() is { } offer)
            yield return offer;
    }

    /// <summary>Opens a file for its readings; what is wrong with it shows in them.</summary>
    internal abstract FileReadings Open(SourceFile source, Action<int>? onRead);

    /// <param name="onItem">Told of each item, accepted or not.</param>
    internal FileReport Validate(FileReadings file, string name, Action<StagedItem>? onItem, CancellationToken cancel)
    {
        var journal = new FileJournal(limits.MessagesPerFile, file.Wording, onItem);
        using (var reader = file.Start(journal))
        {
            while (reader.Next() is not null)
                cancel.ThrowIfCancellationRequested();
        }
        return journal.ToReport(name) with { Format = file.Format };
    }

    internal static async Task<FileReport> ApplyAsync(
        NpgsqlDataSource database, FileReadings file, FileReport validated, CancellationToken cancel, ImportTogether? together = null,
        Func<AcceptedOffer, AcceptedOffer>? complete = null, string? shown = null)
    {
        if (validated.Status == FileStatus.Rejected)
            return validated;
        await using var import = await CatalogueImport.BeginAsync(database, validated.Siret!, cancel, together, shown);
        var journal = new FileJournal(messageLimit: 0);
        using (var reader = file.Start(journal))
        {
            while (reader.Next() is { } offer)
                await import.AddAsync(complete?.Invoke(offer) ?? offer, cancel);
        }
        if (Verdict(journal.ToReport(validated.File)) != Verdict(validated))
            return Refused(validated);
        var changes = await import.CommitAsync(validated.Complete, cancel);
        return validated with
        {
            Added = changes.Added,
            Changed = changes.Changed,
            Unchanged = changes.Unchanged,
            Archived = changes.Archived,
        };
    }

    private static (string?, bool, ItemCounts, ItemCounts, ItemCounts) Verdict(FileReport report) =>
        (report.Siret, report.RefusedWhole, report.Formations, report.Actions, report.Sessions);

    /// <summary>The file was good at first reading, not at the second: somebody writes to it.</summary>
    private static FileReport Refused(FileReport report) => report with
    {
        RefusedWhole = true,
        Formations = AllRejected(report.Formations),
        Actions = AllRejected(report.Actions),
        Sessions = AllRejected(report.Sessions),
        Messages = [new(ImportCodes.Changed, null, null, null, null, $"Ses deux lectures diffèrent. {ImportCodes.Changed.Remedy}"),
        .. report.Messages],
    };

    private static ItemCounts AllRejected(ItemCounts counts) => new(0, counts.Accepted + counts.Rejected);
}
