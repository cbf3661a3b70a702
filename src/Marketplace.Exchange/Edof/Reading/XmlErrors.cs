using System.Text.RegularExpressions;
using System.Xml;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Says in French what the XML parser found. It reports its reasons as English sentences only, and those are stable
/// across versions (the runtime ships no translation of them); what is not recognised gets the general sentence.
/// </summary>
internal static partial class XmlErrors
{
    public static (ImportCode Code, string Text) Describe(XmlException error)
    {
        var message = error.Message;
        if (message.Contains("DTD", StringComparison.Ordinal))
            return (ImportCodes.Dtd, "Une déclaration DOCTYPE a été trouvée.");
        if (TagMismatch().Match(message) is { Success: true } tags)
            return At(error, $"La balise <{tags.Groups[1].Value}> ouverte ligne {tags.Groups[2].Value} est fermée par </{tags.Groups[3].Value}>.");
        if (UndeclaredEntity().Match(message) is { Success: true } entity)
            return At(error, $"L'entité &{entity.Groups[1].Value}; n'existe pas en XML : utilisez le caractère lui-même ou &#…;.");
        if (message.StartsWith("Unexpected end of file", StringComparison.Ordinal)
            || message.Contains("were not closed", StringComparison.Ordinal)
            || message.Contains("are not closed", StringComparison.Ordinal))
            return At(error, "Le fichier s'arrête avant la fin : il est coupé, ou des balises ne sont pas fermées.");
        if (message.StartsWith("Root element is missing", StringComparison.Ordinal))
            return At(error, "Le fichier est vide.");
        if (message.Contains("hexadecimal value 0x", StringComparison.Ordinal))
            return At(error, "Un caractère interdit en XML s'y trouve.");
        return At(error, "Le fichier n'est pas du XML bien formé.");
    }

    private static (ImportCode, string) At(XmlException error, string text) =>
        (ImportCodes.NotWellFormed, $"{text} (ligne {Math.Max(1, error.LineNumber)}, colonne {Math.Max(1, error.LinePosition)})");

    [GeneratedRegex("^The '([^']+)' start tag on line ([0-9]+) position [0-9]+ does not match the end tag of '([^']+)'")]
    private static partial Regex TagMismatch();

    [GeneratedRegex("undeclared entity '([^']+)'")]
    private static partial Regex UndeclaredEntity();
}
