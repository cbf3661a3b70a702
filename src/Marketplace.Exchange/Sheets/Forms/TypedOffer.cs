namespace Marketplace.Exchange.Sheets.Forms;

/// <summary>An offer as people typed it into forms: texts by the name of their column (<see cref="Columns.SheetColumns"/>).</summary>
/// <param name="Fields">Of the formation.</param>
public sealed record TypedOffer(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<TypedAction> Actions);

/// <param name="Fields">Of the action.</param>
/// <param name="Sessions">Fields of each session.</param>
public sealed record TypedAction(
    IReadOnlyDictionary<string, string> Fields, IReadOnlyList<IReadOnlyDictionary<string, string>> Sessions);
