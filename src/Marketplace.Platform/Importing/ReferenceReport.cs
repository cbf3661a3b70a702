namespace Marketplace.Platform.Importing;

/// <param name="Severity">error: the line was left out; warning: it went in.</param>
/// <param name="Line">Physical line from 1; null when the whole file is meant.</param>
public sealed record LineMessage(string Severity, long? Line, string Text);

/// <summary>What became of one reference file. Filled while it is read.</summary>
public sealed class ReferenceFileReport(string file)
{
    private const int MessagesKept = 1000;
    private readonly List<LineMessage> messages = [];

    public string File { get; } = file;
    /// <summary>accepted, partial (lines were left out) or rejected (the file changed nothing).</summary>
    public string Status => Unreadable ? "rejected" : Refused > 0 ? "partial" : "accepted";
    /// <summary>Data lines read.</summary>
    public long Read { get; set; }
    /// <summary>Rows that were new or different.</summary>
    public int Changed { get; set; }
    /// <summary>Lines left out.</summary>
    public int Refused { get; private set; }
    /// <summary>The first 1,000 messages; the counts go on.</summary>
    public IReadOnlyList<LineMessage> Messages => messages;
    public bool Unreadable { get; private set; }

    public void Error(long line, string text)
    {
        Refused++;
        Add(new("error", line, text));
    }

    public void Warn(long line, string text) => Add(new("warning", line, text));

    /// <summary>Something about the whole file that left nothing out.</summary>
    public void Note(string text) => Add(new("warning", null, text));

    public void Reject(string text)
    {
        Unreadable = true;
        Changed = 0;
        Add(new("error", null, text));
    }

    private void Add(LineMessage message)
    {
        if (messages.Count < MessagesKept || message.Line is null)
            messages.Add(message);
    }
}

/// <summary>Outcome of <c>import places|certifications|providers</c>.</summary>
public sealed record ReferenceReport(bool DryRun, IReadOnlyList<ReferenceFileReport> Files)
{
    /// <summary>0 all accepted, 1 some lines refused, 2 an unreadable file.</summary>
    public int ExitStatus => Files.Any(f => f.Unreadable) ? 2 : Files.Any(f => f.Refused > 0) ? 1 : 0;
}

/// <summary>A file that cannot be read at all; the message says why and how to mend it.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);
