namespace Marketplace.Web.Access;

/// <summary>Endpoint metadata: the action of the table of rights that this route needs.</summary>
public sealed record RequiredRight(string Action);

/// <summary>How routes name their right. A route that names none answers nobody.</summary>
public static class RequiredRightExtensions
{
    /// <summary>
    /// Asks the table of rights by name. Route values <c>{organisation:guid}</c> and <c>{holder:guid}</c> are the object
    /// that the relation is checked with.
    /// </summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, string action)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredRight(action));
}
