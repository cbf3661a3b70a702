using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>
/// What near-duplicates share: provider, certification and title, as stable hashes. Segments are ordered by it, so
/// that a provider's documents lie together and a group's within them.
/// </summary>
internal readonly record struct GroupKey(ulong Provider, ulong Offer) : IComparable<GroupKey>
{
    public static GroupKey Of(ActionDocument document) => new(
        StableHash.Of(document.Provider.Siret),
        StableHash.Of($"{document.Certification.Code}\0{Folding.Fold(document.Title).Trim()}"));

    public int CompareTo(GroupKey other)
    {
        var order = Provider.CompareTo(other.Provider);
        return order != 0 ? order : Offer.CompareTo(other.Offer);
    }
}
