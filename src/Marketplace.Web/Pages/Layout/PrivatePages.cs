namespace Marketplace.Web.Pages.Layout;

/// <summary>Pages that search engines have no business with: sign-in, account, spaces.</summary>
public static class PrivatePages
{
    /// <param name="trail">Pages above this one, as label and address.</param>
    public static IResult Private(
        this PageRenderer renderer, HttpRequest request, string template, object model, string title, IReadOnlyList<Crumb>? trail = null, int status = StatusCodes.Status200OK) =>
        renderer.Page(request, template, model, new PageHead(title, title) { NoIndex = true, Trail = trail ?? [] }, status);
}
