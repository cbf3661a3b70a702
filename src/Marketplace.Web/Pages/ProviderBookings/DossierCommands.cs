using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Training;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Decisions of one button on a dossier's page.</summary>
public static class DossierCommands
{
    public static Task<IResult> AcknowledgeAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, ProviderAnswers answers) =>
        TakenAsync(context, organisation, id, dossiers, "accuse",
            (dossier, seen) => answers.AcknowledgeAsync(dossier.Key, seen, context.Actor, context.Cancel));

    public static Task<IResult> TakeEntryBackAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Entries entries) =>
        TakenAsync(context, organisation, id, dossiers, "reprise",
            (dossier, seen) => entries.TakeBackAsync(dossier.Key, seen, context.Actor, context.Cancel));

    public static async Task<IResult> AnswerMoveAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, SessionMoves moves)
    {
        var agrees = (await context.FormAsync()).Text("decision", 10) switch
        {
            "accepter" => true,
            "refuser" => false,
            _ => throw new BadHttpRequestException("A decision is expected."),
        };
        return await TakenAsync(context, organisation, id, dossiers, agrees ? "change" : "reste", (dossier, seen) => agrees
            ? moves.AgreeAsync(dossier.Key, seen, context.Actor, context.Cancel)
            : moves.RefuseAsync(dossier.Key, seen, context.Actor, context.Cancel));
    }

    private static async Task<IResult> TakenAsync(
        PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, string done, Func<ProviderDossier, string, Task> decide)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await dossiers.FindAsync(context, organisation, id) is not { } dossier
            ? Results.NotFound()
            : await dossiers.DecideAsync(context, dossier, seen, () => decide(dossier, seen.Version), done, async why =>
                await dossiers.FindAsync(context, organisation, id) is { } now
                    ? DossierPage.Page(context, now, Notice.Error(why), StatusCodes.Status409Conflict) : Results.NotFound());
    }
}
