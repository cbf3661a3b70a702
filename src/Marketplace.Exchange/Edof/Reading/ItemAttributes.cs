using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>What formation, action and session have in common.</summary>
internal readonly record struct ItemAttributes(string? Number, DateOnly? Created, DateOnly? Updated)
{
    /// <summary>Characters of a numero; it is part of public addresses and index keys.</summary>
    private const int NumberLength = 200;

    /// <summary>Opens the item in the journal and reads its attributes.</summary>
    /// <param name="taken">Numbers of the accepted items before it.</param>
    public static ItemAttributes Read(EdofCursor cursor, ValueChecks checks, ItemLevel level, HashSet<string> taken)
    {
        var journal = cursor.Journal;
        journal.Open(level, cursor.Line);
        var number = cursor.Attribute("numero");
        journal.Name(number is null ? null : number.Length > NumberLength ? number[..NumberLength] : number);
        cursor.RequiredAttribute("numero");
        if (number is not null && PublicId.Of("", number, "").Length > NumberLength * 6 || number?.Length > NumberLength)
            journal.Report(ImportCodes.NumberTooLong, cursor.AttributeLine("numero"), $"Ce numero a {number!.Length} caractères.");
        else if (number is not null && taken.Contains(number))
            journal.Report(ImportCodes.NumberTaken, cursor.AttributeLine("numero"), $"Le numero « {Quote.Short(number)} » est déjà pris.");
        return new(number, Date(cursor, checks, "datecrea"), Date(cursor, checks, "datemaj"));
    }

    private static DateOnly? Date(EdofCursor cursor, ValueChecks checks, string name) =>
        cursor.RequiredAttribute(name) is { } text ? checks.Date(new(name, text, cursor.AttributeLine(name))) : null;
}
