using System.Globalization;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Names on the cluster. All begin with the installation's own, so that several share a cluster.</summary>
/// <param name="prefix"><see cref="ElasticsearchOptions.Name"/>.</param>
internal sealed class IndexNames(string prefix)
{
    /// <summary>The alias that is searched and written: of one format, so that processes of two formats do not meet.</summary>
    public string Live { get; } = $"{prefix}-actions-{IndexDefinition.Version}";

    /// <summary>The alias of the index that was live before the last rebuild.</summary>
    public string Previous => $"{Live}-previous";

    /// <summary>Holds for each index up to where it follows the write side.</summary>
    public string State { get; } = $"{prefix}-state";

    /// <summary>All indexes of this format, as a pattern; aliases do not match it.</summary>
    public string All => $"{Live}-2*";

    /// <summary>A name for an index made now.</summary>
    public string New(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{Live}-{now:yyyyMMddHHmmssfff}-{Guid.NewGuid().ToString("N")[..6]}");
}
