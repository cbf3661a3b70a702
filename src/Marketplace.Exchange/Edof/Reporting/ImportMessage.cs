namespace Marketplace.Exchange.Edof.Reporting;

/// <summary>One finding of an import.</summary>
/// <param name="Line">Physical line in the file, from 1, of the element concerned; null for the file as a whole.</param>
/// <param name="Column">Name of the column, in a file that has columns.</param>
/// <param name="Formation">The file's own numero, where the finding lies in a formation; likewise the next two.</param>
public sealed record ImportMessage(
    ImportCode Code, int? Line, string? Formation, string? Action, string? Session, string Text, string? Column = null);
