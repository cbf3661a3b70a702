using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Search;
using Marketplace.Search.Embedded;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace Marketplace.Web.Pages.Errors;

/// <summary>Answers without a body of their own: a page for people, a problem document for programs.</summary>
public static class ErrorPages
{
    /// <summary>Call before everything else that answers.</summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            ExceptionHandler = context => context.Features.Get<IExceptionHandlerFeature>()?.Error is { } failure
                ? Answer(context, StatusOf(failure), TextOf(failure))
                : Answer(context, StatusCodes.Status500InternalServerError),
            SuppressDiagnosticsCallback = failed =>
            failed.Exception is BadHttpRequestException or ProcessRefusedException or SeatRefusedException or StaleChangeException
                or UnknownDossierException or UnknownUploadException,
        });
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));
        return app;
    }

    /// <summary>
    /// Requests that are beyond our limits are the sender's fault, a search that takes too long is ours for now: the status says so.
    /// </summary>
    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ProcessRefusedException or SeatRefusedException or StaleChangeException => StatusCodes.Status409Conflict,
        UnknownDossierException or UnknownUploadException => StatusCodes.Status404NotFound,
        SearchBudgetExceededException or SearchUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static ErrorText? TextOf(Exception failure) => failure switch
    {
        ProcessRefusedException refused => ErrorText.RefusedStep(refused.Message),
        SeatRefusedException refused => ErrorText.RefusedSeat(refused.Message),
        StaleChangeException => ErrorText.ChangedMeanwhile,
        _ => null,
    };

    private static Task Answer(HttpContext context, int status, ErrorText? told = null)
    {
        var text = told ?? (context.Features.Get<RefusedForm>() is null ? ErrorText.Of(status) : ErrorText.ExpiredForm);
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
    /// <summary>The form's token is missing, too old or somebody else's.</summary>
    public static ErrorText ExpiredForm { get; } = new(
        StatusCodes.Status400BadRequest, "Formulaire expiré",
        "Ce formulaire a expiré ou ne vient pas de ce site : rien n’a été enregistré.",
        "Revenez à la page précédente, rechargez-la et recommencez. Vérifiez que votre navigateur accepte les cookies de ce site.");

    /// <summary>Somebody else changed the same thing in the same moment.</summary>
    public static ErrorText ChangedMeanwhile { get; } = new(
        StatusCodes.Status409Conflict, "Modifié entre-temps",
        "Quelqu’un d’autre vient de modifier ces informations : rien n’a été enregistré.",
        "Revenez à la page précédente et rechargez-la : elle montre ce qui est enregistré maintenant.");

    /// <summary>A process does not let it happen.</summary>
    /// <param name="sentence">Why.</param>
    public static ErrorText RefusedStep(string sentence) =>
        new(StatusCodes.Status409Conflict, "Ce n’est pas possible dans cet état", sentence,
        "Rien n’a été enregistré. Revenez à la page précédente et rechargez-la : elle montre ce qui est possible maintenant.");

    /// <summary>Seats do not let it happen.</summary>
    /// <param name="sentence">Why.</param>
    public static ErrorText RefusedSeat(string sentence) =>
        new(StatusCodes.Status409Conflict, "Les places ne le permettent pas", sentence,
        "Rien n’a été enregistré. La page de la formation montre les places qui restent dans chaque session.");

    public static ErrorText Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "Demande non comprise", "L’adresse demandée n’est pas valide.",
            "Vérifiez l’adresse, ou recommencez depuis la page d’accueil."),
        StatusCodes.Status401Unauthorized => new(status, "Connexion nécessaire", "Vous n’êtes pas connecté, ou votre session est terminée.",
            "Connectez-vous, puis recommencez."),
        StatusCodes.Status403Forbidden => new(status, "Accès refusé", "Votre compte ne donne pas accès à cette page.",
            "Si vous en avez besoin, demandez-le à la personne qui gère les accès de votre organisation."),
        StatusCodes.Status413PayloadTooLarge =>
        new(status, "Envoi trop volumineux", "Ce que vous avez envoyé dépasse la taille acceptée : rien n’a été enregistré.",
            "Réduisez la taille des fichiers, puis recommencez."),
        StatusCodes.Status415UnsupportedMediaType =>
        new(status, "Envoi non compris", "Ce que vous avez envoyé n’est pas un formulaire de ce site.",
            "Recommencez depuis la page du formulaire."),
        StatusCodes.Status429TooManyRequests => new(status, "Trop de demandes", "Vous avez fait beaucoup de demandes en peu de temps.",
            "Attendez un moment, puis recommencez."),
        StatusCodes.Status404NotFound => new(status, "Page non trouvée", "La page que vous cherchez n’existe pas ou n’existe plus.",
            "Si vous avez tapé l’adresse, vérifiez-la. Si vous avez suivi un lien, la formation a pu être renumérotée par son organisme : cherchez-la par son intitulé."),
        StatusCodes.Status405MethodNotAllowed => new(status, "Demande non acceptée", "Cette adresse ne répond pas à ce type de demande.",
            "Recommencez depuis la page d’accueil."),
        StatusCodes.Status410Gone => new(status, "Page retirée", "La page que vous cherchez a été retirée.",
            "Cherchez une formation semblable depuis la recherche."),
        StatusCodes.Status503ServiceUnavailable =>
        new(status, "Service momentanément indisponible", "Le service ne peut pas répondre pour le moment.",
            "Réessayez dans quelques minutes."),
        _ => new(status, "Erreur inattendue", "Une erreur nous empêche d’afficher cette page.",
            "Réessayez dans quelques minutes. Si le problème continue, écrivez-nous depuis la page « Aide et contact »."),
    };
}
