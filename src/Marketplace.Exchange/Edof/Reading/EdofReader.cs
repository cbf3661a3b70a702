using System.Text;
using System.Xml;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Reads one EDOF file from start to end, formation by formation, and judges everything in it on the way.
/// Holds one formation at a time. Two readings of the same bytes give the same verdicts.
/// </summary>
/// <param name="open">Opens the file from its start.</param>
/// <param name="today">The day in Paris: tells expired certifications.</param>
internal sealed class EdofReader(Func<Stream> open, FileJournal journal, ReferenceData reference, ReadingLimits limits, DateOnly today)
    : ICatalogueReader
{
    private EdofCursor? cursor;
    private FormationReader? formations;
    private ChildElements lheo, offres;
    private State state;
    /// <summary>The line that the reading of what precedes the root has reached.</summary>
    private int prologLine = 1;

    private enum State { Start, InLheo, InOffres, Done }

    /// <inheritdoc />
    public AcceptedOffer? Next()
    {
        if (state == State.Done)
            return null;
        try
        {
            return Advance(cursor ??= Open());
        }
        catch (XmlException e)
        {
            var (code, text) = XmlErrors.Describe(e);
            // The parser refuses a DOCTYPE without saying where: after what it read before.
            journal.RefuseFile(code, e.LineNumber > 0 ? e.LineNumber : prologLine, text);
        }
        catch (DecoderFallbackException)
        {
            journal.RefuseFile(ImportCodes.Encoding, Math.Max(1, cursor?.Line ?? 1),
                "Des octets ne sont pas lisibles dans l'encodage déclaré (près de cette ligne).");
        }
        catch (LimitExceededException e)
        {
            journal.RefuseFile(e.Code, Math.Max(1, cursor?.Line ?? 1), e.Message);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            journal.RefuseFile(ImportCodes.Unreadable, cursor?.Line, "La lecture a échoué.");
        }
        state = State.Done;
        return null;
    }

    private EdofCursor Open()
    {
        EdofCursor opened;
        var file = EdofEncoding.OpenText(open);
        try
        {
            // The parser reads its first block already here.
            opened = new EdofCursor(file, limits, journal);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        formations = FormationReader.Create(opened, reference, limits, today, ItemShapes.Edof);
        return opened;
    }

    private AcceptedOffer? Advance(EdofCursor cursor)
    {
        while (true)
        {
            switch (state)
            {
                case State.Start when !FindRoot(cursor):
                    state = State.Done;
                    break;
                case State.Start:
                    lheo = new ChildElements(cursor, ElementShape.Lheo, ImportCodes.NoFormation);
                    state = State.InLheo;
                    break;
                case State.InLheo when !lheo.Next():
                    ReadToEnd(cursor);
                    state = State.Done;
                    break;
                case State.InLheo when cursor.Name == "offres":
                    offres = new ChildElements(cursor, ElementShape.Offres);
                    state = State.InOffres;
                    break;
                case State.InOffres when !offres.Next():
                    if (journal.Formations == 0)
                        journal.RefuseFile(ImportCodes.NoFormation, cursor.Line, "<offres> est vide.");
                    state = State.InLheo;
                    break;
                case State.InOffres when cursor.Name == "formation":
                    if (formations!.Read() is { } offer)
                        return offer;
                    break;
                case State.Done:
                    return null;
                default:
                    journal.Report(ImportCodes.FileExtrasIgnored, cursor.Line, "Des <extras> hors des formations ne sont pas conservés.");
                    cursor.Skip();
                    break;
            }
        }
    }

    private bool FindRoot(EdofCursor cursor)
    {
        while (cursor.Read())
        {
            if (cursor.NodeType != XmlNodeType.Element)
            {
                prologLine = cursor.EndLine;
                continue;
            }
            if (cursor.Name == "lheo" && cursor.InNamespace)
                return true;
            journal.RefuseFile(ImportCodes.WrongRoot, cursor.Line,
                $"La racine est <{Quote.Short(cursor.Name)}>, dans l'espace de noms « {Quote.Short(cursor.NamespaceUri)} ».");
            return false;
        }
        return false;
    }

    /// <summary>Nothing but comments may follow the root; the parser finds out.</summary>
    private static void ReadToEnd(EdofCursor cursor)
    {
        while (cursor.Read())
        {
        }
    }

    public void Dispose() => cursor?.Dispose();
}
