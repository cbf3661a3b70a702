namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// What a file may cost us. Far above anything a provider sends, far below what would hurt the machine;
/// each can be changed in the settings under <c>Import:Edof</c>.
/// </summary>
public sealed record ReadingLimits
{
    /// <summary>Characters of one node (text, CDATA section, comment, tag with its attributes).</summary>
    public int NodeCharacters { get; init; } = 2_000_000;

    /// <summary>Nested elements. The format itself needs about 12.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Actions and sessions of one formation: a formation is the unit that is held in memory.</summary>
    public int ItemsPerFormation { get; init; } = 20_000;

    /// <summary>Characters of one formation with all its actions and sessions: it is held in memory. The largest possible
    /// by <see cref="ItemsPerFormation"/> has about 50 million.</summary>
    public int FormationCharacters { get; init; } = 64_000_000;

    /// <summary>Extras of free content and listed codes of one formation, which nothing else limits.</summary>
    public int ExtrasPerFormation { get; init; } = 100_000;

    /// <summary>Bytes of one file, after unpacking.</summary>
    public long FileBytes { get; init; } = 512L << 20;

    /// <summary>Files in one archive.</summary>
    public int ArchiveEntries { get; init; } = 50_000;

    /// <summary>Bytes of all files of one archive, after unpacking.</summary>
    public long ArchiveBytes { get; init; } = 2L << 30;

    /// <summary>How many times larger than its packed form an archive's file may be, beyond its first 16 MiB.</summary>
    public int ArchiveRatio { get; init; } = 200;

    /// <summary>Messages kept per file; more are counted only.</summary>
    public int MessagesPerFile { get; init; } = 10_000;
}
