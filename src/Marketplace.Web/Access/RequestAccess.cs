using Marketplace.People.Access;

namespace Marketplace.Web.Access;

/// <summary>Who asks, for the length of one request.</summary>
public static class RequestAccess
{
    private sealed record Seen(Person? Person, Actor? Actor);

    /// <summary>Who is signed in; null: nobody.</summary>
    public static Person? Person(this HttpContext context) => context.Features.Get<Seen>()?.Person;

    /// <summary>In which role they act, as the table of rights let them. Only behind a route that names its right.</summary>
    public static Actor Actor(this HttpContext context) =>
        context.Features.Get<Seen>()?.Actor ?? throw new InvalidOperationException("The route names no right: nobody acts.");

    internal static void SetPerson(this HttpContext context, Person? person) => context.Features.Set(new Seen(person, null));

    internal static void SetActor(this HttpContext context, Actor actor) => context.Features.Set(new Seen(context.Person(), actor));
}

/// <summary>The request ended the session it came with: its page shows nobody's name.</summary>
public sealed record SignedOut;
