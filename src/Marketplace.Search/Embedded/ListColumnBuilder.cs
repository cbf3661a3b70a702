namespace Marketplace.Search.Embedded;

/// <summary>Collects a list column document after document.</summary>
internal sealed class ListColumnBuilder
{
    private readonly List<int> starts = [0];
    private readonly List<int> values = [];

    public void Add(IEnumerable<int> ordinals)
    {
        values.AddRange(ordinals);
        starts.Add(values.Count);
    }

    public void Add(ReadOnlySpan<int> ordinals)
    {
        values.AddRange(ordinals);
        starts.Add(values.Count);
    }

    public ListValues Build() => new([.. starts], [.. values]);
}
