using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Reference;
using Marketplace.Money.Funding;
using Marketplace.Platform.Processes;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/envoi</c>: everything once more, then it is sent; and the draft thrown away.</summary>
public static class SendingStep
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, Acceptances acceptances, ReferenceDataStore reference) =>
        drafts.AnswerAsync(context, id, async draft =>
            Page(context, draft, Facts(draft.Row, await acceptances.PlanAsync(draft.Key, context.Cancel), reference.Current), null));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, Sending sending, Acceptances acceptances,
            ReferenceDataStore reference) =>
        drafts.AnswerAsync(context, id, async draft =>
        {
            var seen = Shown.Of(await context.FormAsync());
            var now = Facts(draft.Row, await acceptances.PlanAsync(draft.Key, context.Cancel), reference.Current);
            // Another window changed the draft: what is sent is what was read.
            if (seen.ChangesTo(now).Count > 0)
                return StaleDecision.Page(
                    context, seen, now, new Crumb("Relire la demande, puis l’envoyer", BookingAddresses.SendingStep.Of(id)),
                    BookingPages.Trail);
            try
            {
                await sending.SendAsync(draft.Key, context.Actor, context.Cancel);
                return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=envoyee");
            }
            catch (ProcessRefusedException refused)
            {
                // Two clicks: the first one has sent it, and this one leads where the other does.
                return await drafts.AnswerAsync(context, id, left => Page(context, left, now, refused.Message));
            }
        });

    public static async Task<IResult> DiscardAsync([AsParameters] PageContext context, Guid id, Drafts drafts)
    {
        await drafts.DiscardAsync(DossierKey.OfLearner(id, context.Person.AccountId), context.Actor, context.Cancel);
        return Results.Redirect(BookingAddresses.List + "?fait=supprimee");
    }

    private static IResult Page(PageContext context, OpenDraft draft, IReadOnlyList<FactRow> facts, string? refusal) =>
        DraftPages.Page(context, FunnelSteps.Sending, new SendingModel(
            FunnelHead.Of(draft, FunnelSteps.Sending), refusal is null ? null : Notice.Error(refusal), facts, draft.Row.Message,
            BookingAddresses.SendingStep.Of(draft.Row.Id), draft.Obstacles.Count == 0, new Shown(draft.Row.Version, facts)),
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private static IReadOnlyList<FactRow> Facts(BookingRow row, FundingAnswer? answer, ReferenceData reference) =>
    [
        new("Formation", row.Title),
        new("Organisme", row.ProviderName),
        new("Dates", DossierFacts.Dates(row)),
        new("Prix", FrenchFormat.Price(row.Price)),
        new("Votre situation", row.Status is { } status ? FundingLabels.Statuses[status] : Missing),
        new("Votre adresse électronique", row.ContactEmail is { Length: > 0 } email ? email : Missing),
        new("Votre téléphone", row.ContactPhone ?? "Non donné"),
        new("Votre commune", row.ContactCommune is { } insee && reference.Places.ByInsee(insee) is { } place
        ? CommuneField.NameOf(place) : Missing),
        new("À votre charge aujourd’hui", answer?.Plan is { } plan ? FrenchFormat.Price(plan.LearnerTotalCents) : "Pas encore connu"),
    ];

    private const string Missing = "À compléter";
}

/// <summary>Model of <c>pages/bookings/envoi</c>.</summary>
/// <param name="Message">To the provider; null: none.</param>
/// <param name="CanSend">Nothing stands against it.</param>
public sealed record SendingModel(
    FunnelHead Head, Notice? Notice, IReadOnlyList<FactRow> Facts, string? Message, string Action, bool CanSend, Shown Shown);
