namespace Marketplace.People.Access;

/// <summary>Who does something, as the access log and the histories name them.</summary>
/// <param name="AccountId">Null for the program itself and for visitors who are not signed in.</param>
/// <param name="Role">The role that the table of rights let them act in, such as <c>holder</c>; see <see cref="Roles"/>.</param>
/// <param name="OnBehalfOf">The organisation they act for.</param>
public sealed record Actor(Guid? AccountId, string Role, Guid? OnBehalfOf = null, Guid? SessionId = null)
{
    /// <summary>Why, where the table of rights demands it.</summary>
    public string? Reason { get; init; }

    /// <summary>A visitor who is not signed in (yet).</summary>
    public static Actor Visitor { get; } = new(null, Roles.Public);

    /// <summary>The program: jobs and commands of whoever may start it.</summary>
    public static Actor Program { get; } = new(null, Roles.Program);
}
