namespace Marketplace.Catalogue.Places;

/// <summary>Why a place has another name.</summary>
public enum AliasKind
{
    /// <summary>Another writing of its own name: Lyon VII, 7e arrondissement de Lyon.</summary>
    Spelling,

    /// <summary>A commune that became part of it: Annecy-le-Vieux.</summary>
    Former,

    /// <summary>What the post writes and no commune is called: La Défense.</summary>
    Postal,
}

/// <summary>A name besides its own by which people look for a place.</summary>
public sealed record PlaceAlias(string Name, Place Place, AliasKind Kind);
