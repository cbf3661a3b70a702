using Marketplace.Web.Api;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Errors;

/// <summary>Answers without a body of their own: a page for people, a problem document for programs.</summary>
public static class ErrorPages
{
    /// <summary>Call before everything else that answers.</summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Answer(context, StatusCodes.Status500InternalServerError),
        });
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));
        return app;
    }

    private static Task Answer(HttpContext context, int status)
    {
        var text = ErrorText.Of(status);
        var result = context.Request.Path.StartsWithSegments("/api")
            ? ApiProblem.Of(status, text.Title, text.Text)
            : context.RequestServices.GetRequiredService<PageRenderer>().Page(
                context.Request, "errors/error", text, new PageHead(text.Title, text.Text) { NoIndex = true }, status);
        return result.ExecuteAsync(context);
    }
}

/// <summary>What an error page says.</summary>
public sealed record ErrorText(int Status, string Title, string Text, string Advice)
{
    public static ErrorText Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "Demande non comprise", "L’adresse demandée n’est pas valide.",
            "Vérifiez l’adresse, ou recommencez depuis la page d’accueil."),
        StatusCodes.Status404NotFound => new(status, "Page non trouvée", "La page que vous cherchez n’existe pas ou n’existe plus.",
            "Si vous avez tapé l’adresse, vérifiez-la. Si vous avez suivi un lien, la formation a pu être renumérotée par son organisme : cherchez-la par son intitulé."),
        StatusCodes.Status405MethodNotAllowed => new(status, "Demande non acceptée", "Cette adresse ne répond pas à ce type de demande.",
            "Recommencez depuis la page d’accueil."),
        StatusCodes.Status410Gone => new(status, "Page retirée", "La page que vous cherchez a été retirée.",
            "Cherchez une formation semblable depuis la recherche."),
        StatusCodes.Status503ServiceUnavailable => new(status, "Service momentanément indisponible", "Le service ne peut pas répondre pour le moment.",
            "Réessayez dans quelques minutes."),
        _ => new(status, "Erreur inattendue", "Une erreur nous empêche d’afficher cette page.",
            "Réessayez dans quelques minutes. Si le problème continue, écrivez-nous depuis la page « Aide et contact »."),
    };
}
