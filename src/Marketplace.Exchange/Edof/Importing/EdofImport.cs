using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// Imports one file: a first reading judges all of it, because mixed SIRETs or a broken end appear last; a second one
/// applies what was accepted, in one transaction. Holds one formation at a time.
/// </summary>
public sealed class EdofImport(ReferenceData reference, TimeProvider clock, ReadingLimits? limits = null)
{
    private readonly ReadingLimits limits = limits ?? new ReadingLimits();

    /// <summary>The first reading: the report as if nothing of it were known yet. Changes nothing.</summary>
    /// <param name="onRead">Told of each read's bytes.</param>
    public FileReport Validate(EdofSource source, Action<int>? onRead = null, CancellationToken cancel = default)
    {
        var journal = new FileJournal(limits.MessagesPerFile);
        using (var reader = Reader(source, journal, onRead))
        {
            while (reader.Next() is not null)
                cancel.ThrowIfCancellationRequested();
        }
        return journal.ToReport(source.Name);
    }

    /// <summary>The second reading. <paramref name="validated"/> is the first one's report.</summary>
    public async Task<FileReport> ApplyAsync(NpgsqlDataSource database, EdofSource source, FileReport validated,
        Action<int>? onRead = null, CancellationToken cancel = default)
    {
        if (validated.Status == FileStatus.Rejected)
            return validated;
        await using var import = await CatalogueImport.BeginAsync(database, validated.Siret!, cancel);
        var journal = new FileJournal(messageLimit: 0);
        using (var reader = Reader(source, journal, onRead))
        {
            while (reader.Next() is { } offer)
                await import.AddAsync(offer, cancel);
        }
        if (Verdict(journal.ToReport(source.Name)) != Verdict(validated))
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

    private EdofReader Reader(EdofSource source, FileJournal journal, Action<int>? onRead) =>
        new(() => source.Open(onRead), journal, reference, limits, clock.Today());

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
