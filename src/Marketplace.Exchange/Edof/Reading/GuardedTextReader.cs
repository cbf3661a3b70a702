using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Stops a node without end. XmlReader gathers a whole CDATA section, comment or attribute before it hands it over,
/// so the limit sits below it: on the characters it may take between two nodes, and between two formations.
/// </summary>
internal sealed class GuardedTextReader(TextReader inner, int nodeCharacters, int formationCharacters) : TextReader
{
    private long sinceNode, sinceFormation;

    /// <summary>The parser has reached another node.</summary>
    public void NodeReached() => sinceNode = 0;

    /// <summary>The parser has reached another formation.</summary>
    public void FormationReached() => sinceFormation = 0;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        sinceNode += read;
        sinceFormation += read;
        if (sinceNode > nodeCharacters)
            throw new LimitExceededException(
                ImportCodes.NodeTooLarge, $"Un texte, un commentaire ou une balise dépasse {Quote.Number(nodeCharacters)} caractères.");
        if (sinceFormation > formationCharacters)
            throw new LimitExceededException(
                ImportCodes.NodeTooLarge, $"Une formation dépasse {Quote.Number(formationCharacters)} caractères.");
        return read;
    }

    public override int Read() => inner.Read();

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
