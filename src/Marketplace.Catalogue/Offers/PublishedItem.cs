namespace Marketplace.Catalogue.Offers;

/// <summary>What the database holds of an item before the import, and whether the file named it.</summary>
/// <param name="capacity">Of a session; null when unknown.</param>
internal sealed class PublishedItem(long id, byte[] hash, bool archived, int position, int? capacity)
{
    public long Id { get; } = id;
    public bool Archived { get; } = archived;
    public bool Seen { get; set; }
    /// <summary>Its rank in the provider's file, for export.</summary>
    public int Position { get; } = position;
    /// <summary>Was published, and is not among what is wanted.</summary>
    public bool Unseen => !Seen && !Archived;
    /// <summary>Its content, for who compares.</summary>
    public string Mark => $"{Convert.ToBase64String(hash)} {capacity}";

    /// <summary>Whether the new content is what is already published.</summary>
    /// <param name="newCapacity">Null says nothing of the seats: those known stay.</param>
    public bool Holds(byte[] newHash, int? newCapacity) =>
        !Archived && hash.AsSpan().SequenceEqual(newHash) && (newCapacity is null || newCapacity == capacity);
}
