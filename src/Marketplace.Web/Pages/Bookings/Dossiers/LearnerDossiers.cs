using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Funding;
using Marketplace.Web.Pages.Bookings.Funnel;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>A dossier as its learner sees it at this moment.</summary>
/// <param name="Allowed">Events of the process that they may take.</param>
/// <param name="Answer">What a proposal would cost now; null: there is none to decide on.</param>
public sealed record LearnerDossier(DossierView View, DossierAgenda Agenda, IReadOnlyList<string> Allowed, FundingAnswer? Answer)
{
    public BookingRow Row => View.Row;

    public DossierKey Key => DossierKey.OfLearner(Row.Id, Row.AccountId);

    public bool May(string @event) => Allowed.Contains(@event);
}

/// <summary>Opens dossiers for their learners' pages.</summary>
public sealed class LearnerDossiers(
    DossierReader reader, Agendas agendas, DossierDesk desk, Acceptances acceptances, DraftPages drafts)
{
    /// <summary>Answers about a dossier that is sent; a draft leads on to its steps, what is not theirs is not there.</summary>
    public async Task<IResult> AnswerAsync(PageContext context, Guid id, Func<LearnerDossier, Task<IResult>> answer)
    {
        var key = DossierKey.OfLearner(id, context.Person.AccountId);
        if (await reader.FindAsync(key, context.Cancel) is not { } view)
            return Results.NotFound();
        return view.Row.State == BookingProcess.Draft
            ? await drafts.ResumeAsync(context, id) : await answer(await OpenAsync(view, key, context));
    }

    /// <inheritdoc cref="AnswerAsync(PageContext, Guid, Func{LearnerDossier, Task{IResult}})"/>
    public Task<IResult> AnswerAsync(PageContext context, Guid id, Func<LearnerDossier, IResult> answer) =>
        AnswerAsync(context, id, dossier => Task.FromResult(answer(dossier)));

    private async Task<LearnerDossier> OpenAsync(DossierView view, DossierKey key, PageContext context)
    {
        var agenda = await agendas.FindAsync(key, context.Cancel) ?? throw new UnknownDossierException();
        var allowed = await desk.EditAsync(key, null, async open =>
            BookingProcess.Table.Allowed(open.Row.State, context.Actor.Role, await open.FactsAsync(context.Cancel), open.Now),
                context.Cancel);
        return new LearnerDossier(view, agenda, allowed,
            view.Row.State == BookingProcess.Proposed ? await acceptances.PlanAsync(key, context.Cancel) : null);
    }
}
