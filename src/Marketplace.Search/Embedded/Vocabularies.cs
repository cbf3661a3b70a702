namespace Marketplace.Search.Embedded;

/// <summary>Columns with at most one value in a document.</summary>
internal enum OrdinalColumn { Modality, CertificationType, Level, Department, Region, Language, Certification, Provider }

/// <summary>Columns with any number of distinct values in a document.</summary>
internal enum ListColumn { Domain, Rome, Pace, Accessibility }

/// <summary>The vocabularies that all segments of one index share.</summary>
internal sealed class Vocabularies
{
    public static readonly int OrdinalColumns = Enum.GetValues<OrdinalColumn>().Length;
    public static readonly int ListColumns = Enum.GetValues<ListColumn>().Length;
    public static readonly int TextFields = Enum.GetValues<TextField>().Length;

    private readonly Vocabulary<string>[] ordinals = Create(OrdinalColumns);
    private readonly Vocabulary<string>[] lists = Create(ListColumns);

    /// <summary>Tokens of all text fields.</summary>
    public Vocabulary<string> Terms { get; } = new();

    public Vocabulary<string> this[OrdinalColumn column] => ordinals[(int)column];

    public Vocabulary<string> this[ListColumn column] => lists[(int)column];

    private static Vocabulary<string>[] Create(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Vocabulary<string>())];
}
