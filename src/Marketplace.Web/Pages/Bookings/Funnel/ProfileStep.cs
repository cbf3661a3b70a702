using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Reference;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/profil</c>: situation, where to write, commune, and a word to the provider.</summary>
public static class ProfileStep
{
    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, DraftPages drafts, ReferenceDataStore reference) =>
        drafts.AnswerAsync(context, id, draft => Page(context, draft, new ProfileForm(draft.Row, reference.Current)));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, DraftPages pages, Drafts drafts, ReferenceDataStore reference) =>
        pages.AnswerAsync(context, id, async draft =>
        {
            var form = await context.ReadAsync(new ProfileForm(draft.Row, reference.Current));
            if (!form.IsValid)
                return Page(context, draft, form);
            await drafts.SetProfileAsync(draft.Key, form.Profile, context.Actor, context.Cancel);
            return await pages.NextAsync(context, id, FunnelSteps.Profile, form, left => Page(context, left, form));
        });

    private static IResult Page(PageContext context, OpenDraft draft, ProfileForm form) => DraftPages.Page(
        context, FunnelSteps.Profile,
        new ProfileModel(FunnelHead.Of(draft, FunnelSteps.Profile), form, BookingAddresses.ProfileStep.Of(draft.Row.Id)), form.Status);
}

/// <summary>Model of <c>pages/bookings/profil</c>.</summary>
public sealed record ProfileModel(FunnelHead Head, ProfileForm Form, string Action);
