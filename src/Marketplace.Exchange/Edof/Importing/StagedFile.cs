using System.Runtime.CompilerServices;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Npgsql;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// A file that was read and judged, and changed nothing yet: its report, every row of it, and what to do with them. Keeps the file
/// until it is disposed.
/// </summary>
public sealed class StagedFile : IDisposable
{
    private readonly FileReadings readings;
    private readonly IReadOnlyList<StagedItem> items;

    internal StagedFile(FileReadings readings, FileReport report, IReadOnlyList<StagedItem> items) =>
        (this.readings, Report, this.items) = (readings, report, items);

    public FileReport Report { get; }

    /// <summary>Headings of the cells of <see cref="StagedRow.Cells"/>; empty for an EDOF file.</summary>
    public IReadOnlyList<string> Headings => readings.Headings;

    /// <summary>Every row in the file's order, valid or not; one is held at a time.</summary>
    public async IAsyncEnumerable<StagedRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var row in readings.Rows(Report, items))
        {
            cancel.ThrowIfCancellationRequested();
            yield return row;
        }
        await Task.CompletedTask;
    }

    /// <summary>What was accepted, read once more; one formation is held at a time. Of a file that was refused whole: nothing.</summary>
    public IEnumerable<AcceptedOffer> Offers()
    {
        if (Report.Status == FileStatus.Rejected)
            yield break;
        using var reader = readings.Start(new FileJournal(messageLimit: 0));
        while (reader.Next() is { } offer)
            yield return offer;
    }

    /// <summary>Gives a sheet back in its own format, with a column of what is to be mended; the import reads past that column.</summary>
    /// <returns>False for a file that has no columns, or none that could be read: nothing was written.</returns>
    public bool WriteAnnotated(Stream stream) => readings.WriteAnnotated(stream, Report, items);

    /// <summary>Publishes what was accepted.</summary>
    public Task<FileReport> ApplyAsync(NpgsqlDataSource database, CancellationToken cancel = default) =>
        FileImport.ApplyAsync(database, readings, Report, cancel);

    /// <inheritdoc />
    public void Dispose() => readings.Dispose();
}
