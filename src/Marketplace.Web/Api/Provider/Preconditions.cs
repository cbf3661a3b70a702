using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Provider;

/// <summary>
/// What a request wants to hold before anything is changed: <c>If-Match</c> with the <c>ETag</c> that was read, or <c>*</c>.
/// </summary>
/// <param name="Any">It wants something.</param>
internal sealed record Preconditions(bool Any, Func<string, bool> Hold)
{
    public static Preconditions Of(HttpRequest request)
    {
        var asked = request.GetTypedHeaders().IfMatch;
        return asked.Count == 0 ? new(false, _ => true)
            : new(true, version => asked.Any(tag => tag.Tag == "*" || (!tag.IsWeak && tag.Tag == $"\"{version}\"")));
    }

    /// <summary>412.</summary>
    /// <param name="what">What changed, as the beginning of a sentence.</param>
    public static IResult Changed(string what) => ApiProblem.Of(StatusCodes.Status412PreconditionFailed, "Modifié entre-temps",
        $"{what} depuis que vous l’avez lu : rien n’a été fait. Relisez, puis recommencez.");
}
