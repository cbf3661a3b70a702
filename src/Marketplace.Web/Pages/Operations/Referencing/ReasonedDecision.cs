using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Referencing;

/// <summary>Takes a reasoned decision about a provider, and says what came of it.</summary>
internal static class ReasonedDecision
{
    /// <param name="page">Of what is decided on.</param>
    /// <param name="now">The facts of this moment; null: there is no such thing any more.</param>
    /// <param name="again">The page with the form that came back.</param>
    public static async Task<IResult> TakeAsync(
        PageContext context, ReasonedForm form, Shown seen, Func<Task> decide, string page, Func<Task<IReadOnlyList<FactRow>?>> now,
        Func<Task<IResult>> again)
    {
        try
        {
            return await Deciding.TakeAsync(decide, page + "?fait=decide",
                async () => await now() is { } facts
                    ? StaleDecision.Page(context, seen, facts, new("Relire, puis décider de nouveau", page), ReferencingQueuePage.Trail,
                        form.Reason.Typed) : Results.NotFound(),
                why =>
                {
                    form.Refuse(why, StatusCodes.Status409Conflict);
                    return again();
                });
        }
        catch (UnknownReferencingException)
        {
            return Results.NotFound();
        }
    }
}
