namespace Marketplace.Search;

/// <summary>The engine is away or too slow to answer; nothing is wrong with the request, which may be sent again later.</summary>
public class SearchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
