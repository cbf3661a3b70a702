namespace Marketplace.Search;

/// <param name="Reason">The engine's own words.</param>
public sealed record RefusedDocument(string Id, string Reason);

/// <summary>The engine refused some documents of a batch for what they hold; all others were applied.</summary>
public sealed class DocumentsRefusedException(IReadOnlyList<RefusedDocument> refused)
    : Exception($"The search engine refused {refused.Count} document(s), the first: {refused[0].Reason}")
{
    public IReadOnlyList<RefusedDocument> Refused { get; } = refused;
}
