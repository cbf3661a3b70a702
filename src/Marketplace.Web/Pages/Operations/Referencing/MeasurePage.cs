using Marketplace.Catalogue.Providers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Referencing;

namespace Marketplace.Web.Pages.Operations.Referencing;

/// <summary><c>/gestion/organismes/{siret}</c>: whether a provider is found and booked, and the measures against it.</summary>
public static class MeasurePage
{
    private static readonly string[] Measures =
        [ReferencingProcess.Suspend, ReferencingProcess.Delist, ReferencingProcess.StrikeOff, ReferencingProcess.Reinstate];

    private static readonly Dictionary<string, string> Buttons = new()
    {
        [ReferencingProcess.Suspend] = "Suspendre (R. 6333-6-1)", [ReferencingProcess.Delist] = "Déréférencer temporairement (R. 6333-6)",
        [ReferencingProcess.StrikeOff] = "Radier (L. 6323-9-1)", [ReferencingProcess.Reinstate] = "Réintégrer",
    };

    private static readonly Dictionary<string, string> Sentences = new() { [
        "decide"] = "La mesure est enregistrée, les membres sont prévenus." };

    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, string siret, ReferencingReader reader, ReferencingDesk desk, AccessLog log) =>
        PageAsync(context, siret, reader, desk, log, new MeasureForm());

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string siret, ReferencingReader reader, ReferencingDesk desk, ProviderMeasures measures,
        AccessLog log)
    {
        if (!Siret.IsWellFormed(siret))
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen, @event) = (new MeasureForm().Read(posted), Shown.Of(posted), ReasonedForm.EventOf(posted, Measures));
        Task<IResult> Again() => PageAsync(context, siret, reader, desk, log, form);
        return !form.HasReason(@event) ? await Again() : await ReasonedDecision.TakeAsync(
            context, form, seen, () => measures.TakeAsync(
                siret, seen.Version, @event, form.Until.IsEmpty ? null : form.Until.Value, form.Reason.Value, context.Actor,
                context.Cancel),
            ProviderDeskAddresses.Provider.Of(siret), async () => await reader.OfSiretAsync(siret, context.Cancel) is { } now
            ? Facts(now) : null,
            Again);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, string siret, ReferencingReader reader, ReferencingDesk desk, AccessLog log, MeasureForm form)
    {
        if (!Siret.IsWellFormed(siret) || await reader.OfSiretAsync(siret, context.Cancel) is not { } view)
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            [new AccessEntry(Rights.ReferencingDecide, AccessOperation.LookUp, Object: $"provider:{siret}")],
            context.Cancel);
        var facts = Facts(view);
        var role = context.Actor.Role;
        return context.Private("operations/referencing-provider", new MeasureModel(
            Notice.Done(context.Request, Sentences), view.Name ?? siret, ProviderDeskAddresses.Provider.Of(siret),
            SearchAddresses.Provider.Of(siret),
            facts, ReferencingWords.ClockLines(view), ReferencingWords.History(view),
            [.. Measures.Where(e => ReferencingProcess.Table.Allows(view.State, e, role)).Select(e => new DecisionButton(e, Buttons[e]))],
            desk.LatestEnd(ReferencingProcess.Suspend), desk.LatestEnd(ReferencingProcess.Delist), new Shown(view.Version, facts),
            context.Http.ConfirmFirst(ProviderDeskAddresses.Provider.Of(siret)), form,
            view is { Id: { } id, ApplicantId: not null } ? ProviderDeskAddresses.Application.Of(id) : null),
            view.Name ?? siret, ReferencingQueuePage.Trail, form.Status);
    }

    private static List<FactRow> Facts(ReferencingView view)
    {
        List<FactRow> facts = [new("SIRET", view.Siret!), new("État", ReferencingProcess.Table.Label(view.State))];
        if (view.Until is { } until)
            facts.Add(new("Dernier jour de la mesure", $"{until:dd/MM/yyyy}"));
        return facts;
    }
}

/// <summary>Model of <c>pages/operations/referencing-provider</c>.</summary>
/// <param name="PublicHref">The provider as visitors see it.</param>
/// <param name="Suspension">The last day that a suspension may have.</param>
/// <param name="Delisting">The last day that a delisting may have.</param>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="ApplicationHref">Null: it did not apply.</param>
public sealed record MeasureModel(
    Notice? Notice, string Name, string Action, string PublicHref, IReadOnlyList<FactRow> Facts, IReadOnlyList<ClockLine> Clocks,
    IReadOnlyList<HistoryLine> History, IReadOnlyList<DecisionButton> Buttons, DateOnly Suspension, DateOnly Delisting, Shown Shown,
    string? ConfirmFirst, MeasureForm Form, string? ApplicationHref);
