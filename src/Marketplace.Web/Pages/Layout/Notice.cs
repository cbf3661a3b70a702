namespace Marketplace.Web.Pages.Layout;

/// <summary>What came of the last action; model of <c>partials/notice</c>.</summary>
/// <param name="Kind">success, info, warning or error.</param>
public sealed record Notice(string Kind, string Text)
{
    public static Notice Success(string text) => new("success", text);

    public static Notice Error(string text) => new("error", text);

    /// <summary>After a redirect: the parameter <c>fait</c> names one of the sentences of a page; anything else shows nothing.</summary>
    public static Notice? Done(HttpRequest request, IReadOnlyDictionary<string, string> sentences) =>
        request.Query["fait"] is [{ } code] && sentences.TryGetValue(code, out var text) ? Success(text) : null;
}
