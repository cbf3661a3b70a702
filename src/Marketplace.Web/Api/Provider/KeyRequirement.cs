using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api.Provider;

/// <summary>
/// Endpoint metadata: answers who sends a key of an establishment, and nobody else; no cookie is read, so that no page elsewhere can make a
/// browser act here.
/// </summary>
/// <param name="Scope">Of <see cref="ProviderSpace.Keys.KeyScopes"/>; null: any.</param>
public sealed record TakesKey(string? Scope);

/// <summary>Endpoint metadata: knows what a key of the sandbox may touch; without it such a key is refused.</summary>
public sealed record ServesSandbox;

/// <summary>How routes of the providers' API say what they take.</summary>
public static class KeyRequirement
{
    /// <summary>A key with a scope, or any key.</summary>
    /// <param name="right">That the scope's role has in the table of rights.</param>
    public static TEndpoints RequireKeyScope<TEndpoints>(this TEndpoints builder, string? scope, string right)
        where TEndpoints : IEndpointConventionBuilder =>
        builder.RequireRight(right).WithMetadata(new WithoutSession(), new WithoutFormToken(), new TakesKey(scope));

    /// <summary>A POST that is done once under an <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder DoneOnce(this RouteHandlerBuilder builder) => builder.AddEndpointFilter<OnceFilter>()
        .WithMetadata(new DescribedHeaders([(OnceFilter.Header, "Nom de la demande, choisi par le programme : la même demande sous le même nom est faite une fois, et reçoit la même réponse un jour durant.")]))
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Something that is edited: <c>If-Match</c> with the <c>ETag</c> that was read.</summary>
    public static RouteHandlerBuilder WithPreconditions(this RouteHandlerBuilder builder) => builder
        .WithMetadata(new DescribedHeaders([("If-Match", "ETag de ce qui a été lu, ou * : rien n’est fait si cela a changé.")]))
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>Refusals that every address of this API knows.</summary>
    public static RouteHandlerBuilder WithKeyRefusals(this RouteHandlerBuilder builder) => builder
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>Keys of the sandbox too: the handler asks <see cref="ProviderCaller.Sandbox"/>.</summary>
    public static TEndpoints WithSandbox<TEndpoints>(this TEndpoints builder) where TEndpoints : IEndpointConventionBuilder =>
        builder.WithMetadata(new ServesSandbox());
}
