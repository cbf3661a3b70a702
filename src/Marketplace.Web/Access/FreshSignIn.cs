namespace Marketplace.Web.Access;

/// <summary>Decisions for which a session found open is not enough: money and who may do what.</summary>
public static class FreshSignIn
{
    /// <summary>Asks for the second factor first, unless it was given a few minutes ago.</summary>
    /// <param name="page">Where to go on afterwards: the form is sent anew.</param>
    public static TBuilder RequireFresh<TBuilder>(this TBuilder builder, string page)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter((context, next) => context.HttpContext.ConfirmFirst(page) is { } address
            ? ValueTask.FromResult<object?>(Results.Redirect(address))
            : next(context));

    /// <summary>Where to give the second factor anew before deciding; null: no need.</summary>
    /// <param name="page">Where to go on afterwards.</param>
    public static string? ConfirmFirst(this HttpContext context, string page) =>
        context.Person()!.Fresh ? null : AccountAddresses.Confirm + QueryString.Create("retour", page).ToUriComponent();
}
