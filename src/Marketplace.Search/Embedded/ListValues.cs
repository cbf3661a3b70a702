namespace Marketplace.Search.Embedded;

/// <summary>Values of a list column: document d has <see cref="Values"/>[<see cref="Starts"/>[d] .. <see cref="Starts"/>[d + 1]).</summary>
internal sealed record ListValues(int[] Starts, int[] Values)
{
    public ReadOnlySpan<int> Of(int document) => Values.AsSpan(Starts[document], Starts[document + 1] - Starts[document]);
}
