namespace Marketplace.Catalogue.Offers;

/// <summary>What the database holds of an item before the import, and whether the file named it.</summary>
internal sealed class PublishedItem(long id, byte[] hash, bool archived, int position)
{
    public long Id { get; } = id;
    public bool Archived { get; } = archived;
    public bool Seen { get; set; }
    /// <summary>Its rank in the provider's file, for export.</summary>
    public int Position { get; } = position;

    /// <summary>Whether the new content is what is already published.</summary>
    public bool Holds(byte[] newHash) => !Archived && hash.AsSpan().SequenceEqual(newHash);
}
