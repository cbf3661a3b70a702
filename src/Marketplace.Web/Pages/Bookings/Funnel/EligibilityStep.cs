using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/eligibilite</c>: what the law asks of who enrols; what is not so is said in its place.</summary>
public static class EligibilityStep
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, RuleBook book, TimeProvider clock) =>
        drafts.AnswerAsync(context, id, draft => Page(context, draft, new EligibilityForm(draft.Row), book, clock));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, DraftPages pages, Drafts drafts, RuleBook book, TimeProvider clock) =>
        pages.AnswerAsync(context, id, async draft =>
        {
            var form = await context.ReadAsync(new EligibilityForm(draft.Row));
            if (!form.IsValid)
                return Page(context, draft, form, book, clock);
            await drafts.AttestAsync(draft.Key, form.Attestation is not null, context.Actor, context.Cancel);
            return await pages.NextAsync(context, id, FunnelSteps.Eligibility, form, left => Page(context, left, form, book, clock));
        });

    private static IResult Page(PageContext context, OpenDraft draft, EligibilityForm form, RuleBook book, TimeProvider clock) =>
        DraftPages.Page(context, FunnelSteps.Eligibility, new EligibilityModel(
            FunnelHead.Of(draft, FunnelSteps.Eligibility), form, BookingAddresses.EligibilityStep.Of(draft.Row.Id),
            [.. Conditions(draft.Row, book.On(clock.Today()), book)], draft.Row.HasPrerequisites), form.Status);

    private static IEnumerable<ExplanationView> Conditions(BookingRow row, RulesInForce rules, RuleBook book)
    {
        yield return Of(BookingRules.RequestsPerAction,
            $"Pour cette formation, vous pouvez envoyer {rules.Get(BookingRules.RequestsPerAction)} demandes au plus.");
        if (row.CertificationType == "skills-review" && rules.Get(EligibilityRules.SkillsReviewGap) is { } gap)
            yield return Of(EligibilityRules.SkillsReviewGap, $"Un bilan de compétences se finance une fois en {DelayText.Of(gap)}.");
        if (row.OfferKind == FundingWords.LightVehicleLicence && rules.Get(EligibilityRules.LicenceWithoutLicence))
            yield return Of(EligibilityRules.LicenceWithoutLicence,
                "Le permis de conduire d’un véhicule léger se finance si vous n’avez pas déjà un permis valide, ni l’interdiction d’en solliciter un.");

        ExplanationView Of(RuleKey key, string text) => new(text, book.References[rules.Entry(key).References[0]]);
    }
}

/// <summary>What only the learner can attest.</summary>
public sealed class EligibilityForm(BookingRow row) : Form
{
    /// <summary>Null: nothing is to be attested.</summary>
    public ChoicesField? Attestation { get; } = row.OfferKind != FundingWords.LightVehicleLicence ? null : new ChoicesField(
        "attestation", "Votre attestation",
        [new("oui", "J’atteste sur l’honneur que je n’ai pas de permis de conduire valide et qu’il ne m’est pas interdit d’en solliciter un")],
        "Cochez la case pour attester, si c’est le cas. Sinon, cette formation ne peut pas être financée.")
    {
        Ticked = row.AttestsConditions ? ["oui"] : [],
    };
}

/// <summary>Model of <c>pages/bookings/eligibilite</c>.</summary>
/// <param name="Prerequisites">The provider verifies some.</param>
public sealed record EligibilityModel(
    FunnelHead Head, EligibilityForm Form, string Action, IReadOnlyList<ExplanationView> Conditions, bool Prerequisites);
