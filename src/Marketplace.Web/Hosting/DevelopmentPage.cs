using System.Globalization;
using System.Net;
using Marketplace.Core.Time;
using Marketplace.Web.Pages.Development;
using Microsoft.AspNetCore.Antiforgery;

namespace Marketplace.Web.Hosting;

/// <summary>
/// <c>/dev</c>, for trying the program out: moves the clock of all processes forward, shows the mails. Mapped in Development only;
/// elsewhere the address does not exist.
/// </summary>
public static class DevelopmentPage
{
    private const int MaxDays = 3650;

    public static void MapDevelopment(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/dev").ExcludeFromDescription();
        group.MapGet("", Show);
        group.MapPost("/clock", MoveAsync).DisableAntiforgery();
        CaughtMailPages.Map(group);
    }

    private static IResult Show(MarketplaceClock clock, IAntiforgery antiforgery, HttpContext context)
    {
        var token = antiforgery.GetAndStoreTokens(context);
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        var shown = now.ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo("fr-FR"));
        var ahead = clock.Offset == TimeSpan.Zero ? "heure réelle" : $"en avance de {clock.Offset.TotalDays:0.##} jours sur l’heure réelle";
        var hidden = $"""<input type="hidden" name="{token.FormFieldName}" value="{WebUtility.HtmlEncode(token.RequestToken)}">""";
        return Results.Content($"""
            <!DOCTYPE html>
            <html lang="fr">
            <head><meta charset="utf-8"><title>Outils de développement</title></head>
            <body>
            <main>
            <h1>Outils de développement</h1>
            <p><a href="/dev/courriels">Courriels retenus</a></p>
            <h2>Horloge</h2>
            <p>Il est {WebUtility.HtmlEncode(shown)} à Paris ({WebUtility.HtmlEncode(ahead)}).</p>
            <form method="post" action="/dev/clock">
              {hidden}
              <label for="days">Avancer de (jours)</label>
              <input id="days" name="days" type="number" min="1" max="{MaxDays}" value="1" required>
              <button name="action" value="forward">Avancer</button>
              <button name="action" value="reset" formnovalidate>Revenir à l’heure réelle</button>
            </form>
            </main>
            </body>
            </html>
            """, "text/html; charset=utf-8");
    }

    private static async Task<IResult> MoveAsync(HttpContext context, MarketplaceClock clock, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Refused("Le formulaire a expiré : revenez à /dev et recommencez.");
        var form = await context.Request.ReadFormAsync(cancel);
        if (form["action"] == "reset")
            await clock.ResetAsync(cancel);
        else if (int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays
            && clock.CanMoveTo(clock.Offset + TimeSpan.FromDays(days)))
            await clock.MoveForwardAsync(TimeSpan.FromDays(days), cancel);
        else
            return Refused($"Le nombre de jours va de 1 à {MaxDays}, et l’horloge n’avance pas de plus de 50 ans en tout.");
        return Results.Redirect("/dev");
    }

    private static IResult Refused(string why) => Results.Text(why, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
}
