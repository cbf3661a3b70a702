using System.Globalization;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>The decisions on a proposal: accept it, give up its card page, renounce.</summary>
public static class AcceptForm
{
    private const string CardField = "carte";

    public static async Task<IResult> AcceptAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, Acceptances acceptances)
    {
        var posted = await context.FormAsync();
        var seen = Shown.Of(posted);
        if (!long.TryParse(posted.Text(CardField, 12), NumberStyles.None, CultureInfo.InvariantCulture, out var cents))
            return Results.BadRequest();
        return await DecidedAsync(context, id, dossiers, page, seen, async key =>
        {
            var accepted = await acceptances.AcceptAsync(key, seen.Version, cents, context.Actor, context.Cancel);
            return accepted.Payment is null ? "acceptee" : "paiement";
        }, (BookingProcess.Accepted, "acceptee"));
    }

    public static Task<IResult> AbandonAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, Acceptances acceptances) =>
        DecidedAsync(context, id, dossiers, page, null, async key =>
        {
            await acceptances.AbandonAsync(key, context.Cancel);
            return "abandon";
        });

    public static async Task<IResult> DeclineAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, LearnerAnswers answers)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await DecidedAsync(context, id, dossiers, page, seen, async key =>
        {
            await answers.DeclineAsync(key, seen.Version, context.Actor, context.Cancel);
            return "renonce";
        }, (BookingProcess.RefusedByLearner, "renonce"));
    }

    /// <summary>What is decided on: the state, the proposal, and what would be paid by card.</summary>
    internal static IReadOnlyList<FactRow> Facts(LearnerDossier dossier) =>
    [
        new("État", BookingProcess.Table.Label(dossier.Row.State)), .. ProposalView.Of(dossier.Row).Facts,
        new("À payer par carte", dossier.Answer?.Plan is { } plan ? FrenchFormat.Price(plan.CardCents) : "Rien"),
    ];

    /// <summary>
    /// Done, refused with its sentence on the dossier's page, or a page that says what changed meanwhile. Clicked twice, the second click
    /// finds what the first has done, and leads there too.
    /// </summary>
    /// <param name="reached">State that the decision leads to, and what its page says then; null: none that tells.</param>
    internal static async Task<IResult> DecidedAsync(
        PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, Shown? seen, Func<DossierKey, Task<string>> decide,
        (string State, string Done)? reached = null)
    {
        try
        {
            return Done(await decide(DossierKey.OfLearner(id, context.Person.AccountId)));
        }
        catch (Exception refused) when (refused is StaleChangeException or ProcessRefusedException or SeatRefusedException)
        {
            return await dossiers.AnswerAsync(context, id, async dossier =>
                reached is { } there && dossier.Row.State == there.State ? Done(there.Done)
                : refused is StaleChangeException && seen is not null
                ? StaleDecision.Page(context, seen, Facts(dossier),
                    new Crumb("Relire le dossier, puis décider de nouveau", BookingAddresses.Dossier.Of(id)), BookingPages.Trail)
                : await page.PageAsync(context, dossier,
                    Notice.Error(refused is StaleChangeException ? Meanwhile : refused.Message), StatusCodes.Status409Conflict));
        }

        IResult Done(string what) => Results.Redirect($"{BookingAddresses.Dossier.Of(id)}?fait={what}");
    }

    private const string Meanwhile = "Le dossier vient de changer : rien n’a été enregistré. Relisez-le.";
}
