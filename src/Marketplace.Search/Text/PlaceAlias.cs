namespace Marketplace.Search.Text;

/// <summary>A name besides its own by which people look for a place: a former commune, a name of the post, "Lyon VII".</summary>
/// <param name="Insee">INSEE code of the place.</param>
/// <param name="Spelling">Only another writing of its own name.</param>
public sealed record PlaceAlias(string Name, string Insee, bool Spelling);

/// <summary>How a place is called by a name.</summary>
public enum NameKind
{
    /// <summary>Its name, or another writing of it.</summary>
    Own,

    /// <summary>Another name: a former commune, a name of the post.</summary>
    Other,

    /// <summary>A part of its name: Courcouronnes, Cherbourg.</summary>
    Part,
}

/// <summary>A place by one of its names.</summary>
public sealed record NamedPlace(PlaceName Place, NameKind Kind);
