using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Layout;

/// <summary>
/// What every page needs of its request; a handler takes it as <c>[AsParameters] PageContext context</c>, before its own.
/// </summary>
/// <param name="Cancel">The visitor has left.</param>
public readonly record struct PageContext(HttpContext Http, PageRenderer Renderer, CancellationToken Cancel)
{
    public HttpRequest Request => Http.Request;

    /// <summary>Who is signed in. Only behind a route whose right asks for somebody; elsewhere ask <see cref="Http"/>.</summary>
    public Person Person => Http.Person() ?? throw new InvalidOperationException("The route is open: nobody is signed in.");

    /// <summary>In which role they act.</summary>
    public Actor Actor => Http.Actor();

    /// <summary>Scheme and host for absolute addresses, without a slash at the end.</summary>
    public string SiteUrl => Renderer.SiteUrl(Request);

    /// <summary>The form that was posted.</summary>
    public Task<PostedForm> FormAsync() => PostedForm.ReadAsync(Request, Cancel);

    /// <summary>The same, read into its fields.</summary>
    public async Task<T> ReadAsync<T>(T form) where T : Form => form.Read(await FormAsync());

    /// <param name="template">Path below <c>templates/pages</c>, without extension.</param>
    public IResult Page(string template, object model, PageHead head, int status = StatusCodes.Status200OK) =>
        Renderer.Page(Request, template, model, head, status);

    /// <summary>A page that search engines have no business with: sign-in, account, spaces.</summary>
    /// <param name="trail">Pages above this one.</param>
    public IResult Private(
        string template, object model, string title, IReadOnlyList<Crumb>? trail = null, int status = StatusCodes.Status200OK) =>
        Page(template, model, new PageHead(title, title) { NoIndex = true, Trail = trail ?? [] }, status);
}
