using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Layout;

/// <summary>Puts a page's template into the layout.</summary>
public sealed class PageRenderer(Templates templates, IOptions<OperatorSettings> settings, IAntiforgery antiforgery)
{
    private const string LayoutTemplate = "layouts/page";

    /// <param name="template">Path below <c>templates/pages</c>, without extension.</param>
    public IResult Page(HttpRequest request, string template, object model, PageHead head, int status = StatusCodes.Status200OK) =>
        Results.Text(Render(request, template, model, head), "text/html; charset=utf-8", statusCode: status);

    /// <summary>The whole page as text.</summary>
    public string Render(HttpRequest request, string template, object model, PageHead head)
    {
        var set = templates.Current;
        var body = set.Render("pages/" + template, model);
        var person = request.HttpContext.Features.Get<SignedOut>() is null ? request.HttpContext.Person() : null;
        var html = set.Render(LayoutTemplate, new LayoutModel
        {
            Head = head,
            Operator = settings.Value,
            Body = Html.Trusted(body),
            CanonicalUrl = head.Canonical is { } canonical ? SiteUrl(request) + canonical : null,
            IsSearch = request.Path.StartsWithSegments(SearchAddresses.Results),
            Account = person is null ? null : new AccountLink(
                SignInFlow.Home(person.AccountKind), person.Name, person.AccountKind == Roles.Holder ? BookingAddresses.List : null),
        });
        var filled = FormToken.Fill(html, request.HttpContext, antiforgery);
        if (person is null && ReferenceEquals(filled, html)
            && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<RequiredRight>()?.Action == RightsGate.Open)
            PageCompression.Allow(request.HttpContext);
        return filled;
    }

    /// <summary>Scheme and host for absolute addresses, without a slash at the end.</summary>
    public string SiteUrl(HttpRequest request) =>
        settings.Value.SiteAddress?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";
}

/// <summary>Model of <c>layouts/page</c>.</summary>
public sealed record LayoutModel
{
    public required PageHead Head { get; init; }
    public required OperatorSettings Operator { get; init; }
    /// <summary>The page's own HTML, already encoded.</summary>
    public required Html Body { get; init; }
    public required string? CanonicalUrl { get; init; }
    /// <summary>Marks the current entry of the menu.</summary>
    public required bool IsSearch { get; init; }
    /// <summary>Null: nobody is signed in.</summary>
    public required AccountLink? Account { get; init; }
}

/// <param name="Href">The first page of their account.</param>
/// <param name="Name">Of who is signed in; empty while it is not known.</param>
/// <param name="Bookings">Of a holder; null for others.</param>
public sealed record AccountLink(string Href, string Name, string? Bookings);
