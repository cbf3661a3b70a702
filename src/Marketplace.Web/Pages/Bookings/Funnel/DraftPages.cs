using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>What the steps of a request have in common: whose draft it is, and where to go on.</summary>
public sealed class DraftPages(DossierReader reader, Sending sending)
{
    /// <summary>Answers about a draft; what is sent already leads to its dossier, what is not theirs is not there.</summary>
    public async Task<IResult> AnswerAsync(PageContext context, Guid id, Func<OpenDraft, Task<IResult>> answer)
    {
        var key = DossierKey.OfLearner(id, context.Person.AccountId);
        if (await reader.FindAsync(key, context.Cancel) is not { Row: var row })
            return Results.NotFound();
        return row.State == BookingProcess.Draft
            ? await answer(new OpenDraft(row, await sending.ObstaclesAsync(key, context.Cancel)))
            : Results.Redirect(BookingAddresses.Dossier.Of(id));
    }

    /// <inheritdoc cref="AnswerAsync(PageContext, Guid, Func{OpenDraft, Task{IResult}})"/>
    public Task<IResult> AnswerAsync(PageContext context, Guid id, Func<OpenDraft, IResult> answer) =>
        AnswerAsync(context, id, draft => Task.FromResult(answer(draft)));

    /// <summary>To the first step that is not done yet.</summary>
    public Task<IResult> ResumeAsync(PageContext context, Guid id) => AnswerAsync(context, id, draft => Results.Redirect(FunnelWords.Href(
        draft.Obstacles.Select(o => o.Step).FirstOrDefault(FunnelSteps.All.Contains) ?? FunnelSteps.Sending, id)));

    /// <summary>
    /// After a step was saved: on to the next one, or the same page with what still stands against it. The draft keeps what was said.
    /// </summary>
    public async Task<IResult> NextAsync(PageContext context, Guid id, string step, Form form, Func<OpenDraft, IResult> again) =>
        await AnswerAsync(context, id, draft =>
        {
            if (draft.At(step).FirstOrDefault() is not { } problem)
                return Results.Redirect(FunnelWords.Href(FunnelSteps.All.SkipWhile(s => s != step).ElementAt(1), id));
            form.Refuse(problem);
            // Said once, by the form.
            return again(draft with { Obstacles = [.. draft.Obstacles.Where(o => o.Step != step)] });
        });

    /// <summary>A step's page.</summary>
    public static IResult Page(PageContext context, string step, object model, int status) =>
        context.Private($"bookings/{step}", model, FunnelWords.Names[step], BookingPages.Trail, status);
}
