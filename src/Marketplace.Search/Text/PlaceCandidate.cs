namespace Marketplace.Search.Text;

/// <summary>Words of a text that may be a place.</summary>
/// <param name="Name">Index of the first word of its name or code.</param>
/// <param name="NameLength">Words of the name alone.</param>
/// <param name="Length">Words from where reading began: prepositions before and codes behind too.</param>
/// <param name="Text">Name and code as typed.</param>
internal sealed record PlaceCandidate(PlaceName Place, NameKind Kind, int Name, int NameLength, int Length, string Text)
{
    public bool AfterPreposition { get; init; }

    /// <summary>It is a postcode, or a code, a number of a département or CEDEX stands behind the name.</summary>
    public bool HasCode { get; init; }

    /// <summary>Of a code that is in no list, the likeliest place.</summary>
    public bool Guessed { get; init; }
}
