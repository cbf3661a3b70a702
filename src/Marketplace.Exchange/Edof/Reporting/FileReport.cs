namespace Marketplace.Exchange.Edof.Reporting;

public enum FileStatus
{
    /// <summary>All of it went in.</summary>
    Accepted,
    /// <summary>At least one formation went in, and at least one item did not.</summary>
    Partial,
    /// <summary>No formation went in.</summary>
    Rejected,
}

public readonly record struct ItemCounts(int Accepted, int Rejected)
{
    public static ItemCounts operator +(ItemCounts a, ItemCounts b) => new(a.Accepted + b.Accepted, a.Rejected + b.Rejected);
}

/// <summary>What became of one file.</summary>
/// <param name="File">Its name as the caller knows it; inside an archive <c>archive.zip/name.xml</c>.</param>
/// <param name="Siret">Null when the file gives none that can be read.</param>
/// <param name="RefusedWhole">The file itself is at fault (not well-formed, mixed SIRETs…): nothing was even considered.</param>
/// <param name="Format">How the file was understood, in words, where that had to be found out.</param>
/// <param name="Messages">Errors first, each group in the file's order.</param>
public sealed record FileReport(
    string File, string? Siret, bool RefusedWhole, ItemCounts Formations, ItemCounts Actions, ItemCounts Sessions,
    IReadOnlyList<ImportMessage> Messages, int Unchanged = 0, int Archived = 0, int Added = 0, int Changed = 0,
    string? Format = null)
{
    public FileStatus Status =>
        RefusedWhole || Formations.Accepted == 0 ? FileStatus.Rejected
        : Complete ? FileStatus.Accepted
        : FileStatus.Partial;

    /// <summary>Everything in the file was accepted, so what it lacks may be archived.</summary>
    public bool Complete => !RefusedWhole && Formations.Rejected + Actions.Rejected + Sessions.Rejected == 0 && Formations.Accepted > 0;

    /// <summary>0 all accepted, 1 some rejected, 2 unreadable.</summary>
    public int ExitStatus => RefusedWhole ? 2 : Complete ? 0 : 1;
}
