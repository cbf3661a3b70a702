using Microsoft.Extensions.Primitives;

namespace Marketplace.Web.Site;

/// <summary>Addresses to come back to after a sign-in: of this site only, whatever somebody wrote into a link.</summary>
public static class LocalPath
{
    private const int MaxLength = 1000;

    /// <summary>Path and query of a request.</summary>
    public static string Of(HttpRequest request) => request.PathBase + request.Path + request.QueryString.ToUriComponent();

    /// <summary>
    /// The path when it leads nowhere but to a page of this site; else null. Only what an address holds once encoded, as
    /// <see cref="Of"/> writes it: anything else cannot stand in a header, and browsers drop some of it.
    /// </summary>
    public static string? Checked(string? path) =>
        path is { Length: > 0 and <= MaxLength } && path[0] == '/' && (path.Length == 1 || (path[1] != '/' && path[1] != '\\'))
        && path.All(c => c is > ' ' and < '\x7F' and not '\\') ? path : null;

    /// <summary>The same for a parameter, which must not be given twice.</summary>
    public static string? Checked(StringValues values) => values.Count == 1 ? Checked(values[0]) : null;
}
