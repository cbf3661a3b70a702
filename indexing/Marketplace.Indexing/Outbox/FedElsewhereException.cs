namespace Marketplace.Indexing.Outbox;

/// <summary>Another process feeds the shared index, or has just taken over from this one.</summary>
public sealed class FedElsewhereException() : Exception("Another process feeds the shared search index.");
