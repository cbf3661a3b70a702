using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>Whether a column must be filled in.</summary>
public enum SheetNeed
{
    /// <summary>In each row that has the item.</summary>
    Required,
    /// <summary>When something else says so; <see cref="SheetColumn.Hint"/> says what.</summary>
    Conditional,
    Optional,
    /// <summary>Few ever need it: in the field guide, not in the template.</summary>
    Rare,
}

/// <summary>A column of the catalogue as a sheet: where its value stands in EDOF's format, and what people are told about it.</summary>
/// <param name="Name">As the template heads it; headers are matched without accents, case and separators.</param>
/// <param name="Level">Of what it is a field; repeated in each row of a formation or an action.</param>
/// <param name="Path">
/// In EDOF's document, below the element of its level: elements apart by <c>/</c>, an attribute as <c>@name</c>, <c>[info]</c>, <c>:n</c>
/// for the n-th of several, <c>!</c> where the element is there even when empty, <c>*</c> for extras that are XML already.
/// </param>
/// <param name="Label">In French, short.</param>
/// <param name="Example">Part of the example that the import accepts.</param>
/// <param name="Hint">What else people should know, in French.</param>
public sealed record SheetColumn(
    string Name, ItemLevel Level, string Path, string Label, SheetFormat Format, SheetNeed Need, string Example = "", string Hint = "")
{
    /// <summary>The value in EDOF's writing: null without one, empty where the file gives an empty one.</summary>
    public required Func<SheetRecord, string?> Value { get; init; }

    /// <summary>Place in <see cref="SheetColumns.All"/>.</summary>
    public int Index { get; internal set; } = -1;
}

/// <summary>What a row is about.</summary>
/// <param name="Action">Null for a formation without action.</param>
/// <param name="Session">Null for an action without session.</param>
public sealed record SheetRecord(string Siret, Offer Offer, TrainingAction? Action = null, Session? Session = null, int? Seats = null);
