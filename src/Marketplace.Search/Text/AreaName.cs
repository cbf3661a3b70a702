namespace Marketplace.Search.Text;

/// <summary>A département, a region of today or of before, or another name for some départements.</summary>
/// <param name="Name">As people read it: Vendée, Île-de-France, Alsace.</param>
/// <param name="Departments">Codes such as 69, 2A, 974.</param>
public sealed record AreaName(string Name, IReadOnlyList<string> Departments);

/// <summary>An area that a text names.</summary>
/// <param name="Text">The words that name it, as typed.</param>
public sealed record ReadArea(AreaName Area, string Text);
