using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Words a message anew for the kind of file that was read.</summary>
/// <param name="found">With the line as the reading counts.</param>
/// <param name="text">What was found, without the remedy.</param>
/// <returns>Null: not worth a word.</returns>
internal delegate ImportMessage? MessageWording(ImportMessage found, string text);

/// <summary>
/// What is found while a file is read: messages, which item each belongs to, and what that item's fate is.
/// An error refuses the innermost item that is open when it is found.
/// </summary>
/// <param name="messageLimit">Messages that are kept.</param>
/// <param name="word">How a message says where and how to mend, for files whose lines stand for something else; null: as it is
/// found.</param>
/// <param name="onItem">Told of each item once it has been read.</param>
internal sealed class FileJournal(int messageLimit, MessageWording? word = null, Action<StagedItem>? onItem = null)
{
    private readonly int[] lines = new int[4];
    private readonly List<ImportMessage> messages = [];
    private readonly bool[] refused = new bool[4];
    private readonly string?[] numbers = new string?[4];
    private readonly ItemCounts[] total = new ItemCounts[4];
    /// <summary>Counts of the open formation: final only when it closes.</summary>
    private readonly ItemCounts[] open = new ItemCounts[4];
    private int unsaid;

    public ItemLevel Level { get; private set; }

    /// <summary>Whether the innermost open item (not its parents) is refused.</summary>
    public bool Refused => refused[(int)Level];

    public bool FileRefused => refused[0];

    public string? Siret { get; set; }

    public int Formations => total[(int)ItemLevel.Formation].Accepted + total[(int)ItemLevel.Formation].Rejected;

    public void Open(ItemLevel level, int line)
    {
        Level = level;
        lines[(int)level] = line;
        refused[(int)level] = false;
        numbers[(int)level] = null;
    }

    /// <summary>Names the open item, once its numero is known.</summary>
    public void Name(string? number) => numbers[(int)Level] = number;

    /// <summary>Closes the innermost item; true when it was accepted (its parents may still be refused).</summary>
    public bool Close()
    {
        var level = (int)Level;
        var accepted = !refused[level];
        open[level] += accepted ? new(1, 0) : new(0, 1);
        if (!accepted)
        {
            // Children are not accepted without their parent.
            for (var child = level + 1; child < open.Length; child++)
                MoveToRejected(child, level);
        }
        if (Level == ItemLevel.Action)
            Settle((int)ItemLevel.Session);
        if (Level == ItemLevel.Formation)
        {
            for (var i = level; i < open.Length; i++)
            {
                total[i] += i == (int)ItemLevel.Session ? settledSessions : open[i];
                open[i] = default;
            }
            settledSessions = default;
        }
        onItem?.Invoke(new(Level, lines[level], numbers[1], numbers[2], numbers[3], accepted));
        numbers[level] = null;
        Level--;
        return accepted;
    }

    private ItemCounts settledSessions;

    /// <summary>The open action's sessions join those of the formation's earlier actions.</summary>
    private void Settle(int level)
    {
        settledSessions += open[level];
        open[level] = default;
    }

    private void MoveToRejected(int child, int parent)
    {
        open[child] = new(0, open[child].Accepted + open[child].Rejected);
        if (child == (int)ItemLevel.Session && parent == (int)ItemLevel.Formation)
            settledSessions = new(0, settledSessions.Accepted + settledSessions.Rejected);
    }

    public void Report(ImportCode code, int? line, string text)
    {
        if (code.Severity == Severity.Error)
            refused[(int)Level] = true;
        Keep(code, line, text);
    }

    /// <summary>An error of the file as a whole, wherever it was found: nothing of it goes in.</summary>
    public void RefuseFile(ImportCode code, int? line, string text)
    {
        refused[0] = true;
        Keep(code, line, text);
    }

    /// <summary>A finding about the file as a whole that is worded already; an error refuses it whole.</summary>
    public void Tell(ImportMessage message)
    {
        refused[0] |= message.Code.Severity == Severity.Error;
        if (messages.Count < messageLimit)
            messages.Add(message);
        else
            unsaid++;
    }

    private void Keep(ImportCode code, int? line, string text)
    {
        if (messages.Count < messageLimit || code.Severity == Severity.Error && refused[0] && messages.Count < messageLimit + 10)
        {
            var found = new ImportMessage(code, line, numbers[1], numbers[2], numbers[3], $"{text} {code.Remedy}");
            if ((word is null ? found : word(found, text)) is { } worded)
                messages.Add(worded);
        }
        else
            unsaid++;
    }

    public FileReport ToReport(string file)
    {
        // A file that ends in the middle leaves items open: they were seen, and are refused with the rest.
        while (Level > ItemLevel.File)
            Close();
        if (unsaid > 0)
            messages.Add(new(ImportCodes.MoreMessages, null, null, null, null,
                $"{unsaid} autres messages. {ImportCodes.MoreMessages.Remedy}"));
        unsaid = 0;
        return new(file, Siret, FileRefused, Final(ItemLevel.Formation), Final(ItemLevel.Action), Final(ItemLevel.Session),
            [.. messages.OrderBy(m => m.Code.Severity).ThenBy(m => m.Line ?? 0)]);
    }

    private ItemCounts Final(ItemLevel level)
    {
        var counts = total[(int)level];
        return FileRefused ? new(0, counts.Accepted + counts.Rejected) : counts;
    }
}
