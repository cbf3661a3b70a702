using System.Globalization;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Referencing;

namespace Marketplace.Web.Pages.Operations.Referencing;

/// <summary><c>/gestion/referencements/{id}</c>: an application beside its documents, its clocks, and the reasoned decision.</summary>
public static class ApplicationCheckPage
{
    private static readonly string[] Decisions =
        [ReferencingProcess.Complete, ReferencingProcess.AskMore, ReferencingProcess.Accept, ReferencingProcess.Refuse];

    private static readonly Dictionary<string, string> Buttons = new()
    {
        [ReferencingProcess.Complete] = "Déclarer complète", [ReferencingProcess.AskMore] = "Demander des compléments",
        [ReferencingProcess.Accept] = "Référencer l’organisme", [ReferencingProcess.Refuse] = "Refuser la demande",
    };

    private static readonly Dictionary<string, string> Sentences = new() { [
        "decide"] = "La décision est enregistrée, un courriel est parti." };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, ReferencingReader reader, ApplicationDocuments documents, AccessLog log, RuleBook book,
        TimeProvider clock) =>
        await PageAsync(context, id, reader, documents, log, book, clock, new ReasonedForm(), Notice.Done(context.Request, Sentences));

    public static async Task<IResult> DocumentAsync(
        [AsParameters] PageContext context, Guid id, Guid document, ApplicationDocuments documents, ReferencingReader reader, AccessLog log)
    {
        if (await reader.FindAsync(id, context.Cancel) is not { ApplicantId: { } applicant, State: not ReferencingProcess.Draft }
            || await documents.OpenAsync(id, document, context.Cancel) is not { } file)
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            [new AccessEntry(Rights.ReferencingDecide, AccessOperation.LookUp, applicant, $"referencing-document:{document}")],
            context.Cancel);
        return Results.File(file.Content.ToArray(), file.MediaType, file.Name);
    }

    public static async Task<IResult> DecideAsync(
        [AsParameters] PageContext context, Guid id, ReferencingReader reader, ApplicationDecisions decisions,
        ApplicationDocuments documents,
        AccessLog log, RuleBook book, TimeProvider clock)
    {
        var posted = await context.FormAsync();
        var (form, seen, @event) = (new ReasonedForm().Read(posted), Shown.Of(posted), ReasonedForm.EventOf(posted, Decisions));
        Task<IResult> Again(Notice? notice = null) => PageAsync(context, id, reader, documents, log, book, clock, form, notice);
        return !form.HasReason(@event) ? await Again() : await ReasonedDecision.TakeAsync(
            context, form, seen, () => TakeAsync(context, decisions, id, seen.Version, @event, form.Reason.Value),
            ProviderDeskAddresses.Application.Of(id), async () => await reader.FindAsync(id, context.Cancel) is { } now ? Facts(now) : null,
            () => Again());
    }

    private static Task TakeAsync(
        PageContext context, ApplicationDecisions decisions, Guid id, string seen, string @event, string reason) =>
        @event switch
        {
            ReferencingProcess.Complete => decisions.CompleteAsync(id, seen, context.Actor, context.Cancel),
            ReferencingProcess.AskMore => decisions.AskMoreAsync(id, seen, reason, context.Actor, context.Cancel),
            ReferencingProcess.Accept => decisions.AcceptAsync(id, seen, reason, context.Actor, context.Cancel),
            _ => decisions.RefuseAsync(id, seen, reason, context.Actor, context.Cancel),
        };

    private static async Task<IResult> PageAsync(
        PageContext context, Guid id, ReferencingReader reader, ApplicationDocuments documents, AccessLog log, RuleBook book,
        TimeProvider clock,
        ReasonedForm form, Notice? notice)
    {
        // A draft is nobody's but the applicant's.
        if (await reader.FindAsync(id, context.Cancel) is not { ApplicantId: { } applicant, State: not ReferencingProcess.Draft } view)
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            [new AccessEntry(Rights.ReferencingDecide, AccessOperation.LookUp, applicant, $"referencing:{id}")], context.Cancel);
        var (role, today) = (context.Actor.Role, clock.Today());
        var files = await documents.ListAsync(id, context.Cancel);
        var since = today.AddYears(-book.On(today).Get(ReferencingRules.RecentSanction).Length);
        var measures = view.Siret is { } siret ? await reader.MeasuresSinceAsync(siret, since, context.Cancel) : [];
        var facts = Facts(view);
        return context.Private("operations/referencing-application", new ApplicationCheckModel(
            notice, ProviderDeskAddresses.Application.Of(id), facts,
            [.. ApplicationRules.Missing(view.Siret, view.Content, [.. files.Select(f => f.Kind)], today).Select(item => item.Text)],
            [.. files.Select(f =>
                new CheckedDocument(ProviderDeskAddresses.Document.Of(id, f.Id), ApplicationWords.Documents[f.Kind], f.Name))],
            ReferencingWords.ClockLines(view), ReferencingWords.History(view),
            [.. measures.Select(m => $"SIRET {m.Siret} : {ReferencingProcess.Table.EventWords.Single(e => e.Event == m.Event).Words}, le {ParisTime.InWords(m.At)}")],
            [.. Decisions.Where(e => ReferencingProcess.Table.Allows(view.State, e, role)).Select(e => new DecisionButton(e, Buttons[e]))],
            new Shown(view.Version, facts), context.Http.ConfirmFirst(ProviderDeskAddresses.Application.Of(id)), form,
            view.Siret is not null && ReferencingProcess.Counting.Contains(view.State)
            ? ProviderDeskAddresses.Provider.Of(view.Siret) : null),
            view.Name ?? "Demande de référencement", ReferencingQueuePage.Trail, form.Status);
    }

    private static List<FactRow> Facts(ReferencingView view)
    {
        var c = view.Content;
        return
        [
            new("État", ReferencingProcess.Table.Label(view.State)), new("SIRET", view.Siret ?? ""), new("Dénomination", c.Name ?? ""),
            new("Forme juridique", c.LegalForm is { } form ? ApplicationWords.LegalForms[form] : ""),
            new("Adresse", $"{c.Address}, {c.Postcode} {c.City}"),
            new("Contact", $"{c.ContactName}, {c.ContactEmail} {c.ContactPhone}".Trim()),
            new("Déclaration d’activité", $"{c.Nda}{(c.ActivityReported ? ", bilan transmis" : "")}"),
            new("Qualiopi", $"{string.Join(", ", c.Qualiopi.Select(k => ApplicationWords.Qualiopi[k]))}, par {c.QualiopiBody}, jusqu’au {c.QualiopiUntil?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}"),
            new("Habilitations", c.Habilitations.Count == 0 ? "Aucune n’est nécessaire, dit l’organisme"
                : string.Join(" ; ", c.Habilitations.Select(h => $"{h.Code} ({ApplicationWords.Habilitations[h.Kind]})"))),
            new("Sous-traitance", c.Subcontracts switch
            {
                true => $"Oui : {string.Join(", ", c.Subcontractors)}", false => "Non", _ => "Sans réponse",
            }),
        ];
    }
}

/// <summary>Model of <c>pages/operations/referencing-application</c>.</summary>
/// <param name="Measures">Against establishments of the same company, recent enough to refuse.</param>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="ProviderHref">Where measures are taken, once it is referenced.</param>
public sealed record ApplicationCheckModel(
    Notice? Notice, string Action, IReadOnlyList<FactRow> Facts, IReadOnlyList<string> Missing, IReadOnlyList<CheckedDocument> Documents,
    IReadOnlyList<ClockLine> Clocks, IReadOnlyList<HistoryLine> History, IReadOnlyList<string> Measures,
    IReadOnlyList<DecisionButton> Buttons,
    Shown Shown, string? ConfirmFirst, ReasonedForm Form, string? ProviderHref);

public sealed record CheckedDocument(string Href, string Kind, string Name);

/// <param name="Value">An event of the process.</param>
public sealed record DecisionButton(string Value, string Label);
