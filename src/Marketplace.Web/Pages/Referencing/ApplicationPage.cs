using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>
/// <c>/referencement</c>: an application to have one's provider referenced, what is missing in it, its clocks and what became of it.
/// </summary>
public static class ApplicationPage
{
    /// <summary>Above every page of an application.</summary>
    internal static readonly IReadOnlyList<Crumb> Trail =
        [new("Mon espace", OrganisationAddresses.Space), new("Référencement", ReferencingAddresses.Application)];

    /// <summary>A document and some text.</summary>
    private static readonly RequestSizeLimitAttribute Size = new(ApplicationFile.MaxLength + (64 * 1024));

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["enregistre"] = "C’est enregistré.", ["depose"] = "La demande est déposée : un courriel vous le confirme.",
        ["retire"] = "La demande est retirée, ses pièces sont supprimées.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var apply = routes.MapGroup("").RequireRight(Rights.ReferencingApply);
        apply.MapGet(ReferencingAddresses.Application, ShowAsync);
        apply.MapPost(ReferencingAddresses.Begin, BeginAsync);
        apply.MapPost(ReferencingAddresses.Application, SubmitAsync);
        apply.MapPost(ReferencingAddresses.Withdraw, WithdrawAsync);
        apply.MapGet(ReferencingAddresses.Step.Pattern, StepPage.ShowAsync);
        apply.MapPost(ReferencingAddresses.Step.Pattern, StepPage.PostAsync).WithMetadata(Size);
        apply.MapPost(ReferencingAddresses.RemoveHabilitation, StepPage.RemoveHabilitationAsync);
        apply.MapPost(ReferencingAddresses.RemoveDocument, StepPage.RemoveDocumentAsync);
        apply.MapGet(ReferencingAddresses.Document.Pattern, StepPage.DocumentAsync);
    }

    private static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, ReferencingReader reader, ApplicationDocuments documents, TimeProvider clock) =>
        PageAsync(context, reader, documents, clock, Notice.Done(context.Request, Sentences));

    private static async Task<IResult> BeginAsync(
        [AsParameters] PageContext context, Applications applications, ReferencingReader reader, ApplicationDocuments documents,
        TimeProvider clock)
    {
        try
        {
            await applications.StartAsync(context.Actor, context.Cancel);
            return Results.Redirect(ReferencingAddresses.Step.Of(ApplicationSteps.Provider));
        }
        catch (ProcessRefusedException refused)
        {
            return await RefusedAsync(context, reader, documents, clock, refused);
        }
    }

    private static async Task<IResult> SubmitAsync(
        [AsParameters] PageContext context, Applications applications, ReferencingReader reader, ApplicationDocuments documents,
        TimeProvider clock)
    {
        try
        {
            await applications.SubmitAsync(context.Actor, context.Cancel);
            return Results.Redirect(ReferencingAddresses.Application + "?fait=depose");
        }
        catch (ProcessRefusedException refused)
        {
            return await RefusedAsync(context, reader, documents, clock, refused);
        }
        catch (UnknownReferencingException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> WithdrawAsync([AsParameters] PageContext context, Applications applications)
    {
        try
        {
            await applications.WithdrawAsync(context.Actor, context.Cancel);
            return Results.Redirect(ReferencingAddresses.Application + "?fait=retire");
        }
        catch (UnknownReferencingException)
        {
            return Results.NotFound();
        }
    }

    private static Task<IResult> RefusedAsync(
        PageContext context, ReferencingReader reader, ApplicationDocuments documents, TimeProvider clock,
        ProcessRefusedException refused) =>
        PageAsync(context, reader, documents, clock, Notice.Error(refused.Message), StatusCodes.Status409Conflict);

    private static async Task<IResult> PageAsync(
        PageContext context, ReferencingReader reader, ApplicationDocuments documents, TimeProvider clock, Notice? notice,
        int status = StatusCodes.Status200OK)
    {
        var view = await reader.OfAccountAsync(context.Person.AccountId, context.Cancel);
        var kinds = view?.Id is { } id ? (await documents.ListAsync(id, context.Cancel)).Select(d => d.Kind).ToHashSet() : [];
        var missing = view is { State: ReferencingProcess.Draft or ReferencingProcess.Incomplete }
            ? ApplicationRules.Missing(view.Siret, view.Content, kinds, clock.Today()) : [];
        bool May(string @event) => view is not null && ReferencingProcess.Table.Allows(view.State, @event, Roles.Professional);
        return context.Private("referencing/application", new ApplicationModel(
            notice, view?.Name ?? view?.Siret, view is null ? null : ReferencingProcess.Table.Label(view.State), view?.Reason,
            view is null || !ReferencingProcess.UnderWay.Contains(view.State), May(ReferencingProcess.Submit),
            May(ReferencingProcess.Withdraw),
            [.. ApplicationSteps.All.Select(step => new StepLine(
                ReferencingAddresses.Step.Of(step.Step), step.Label,
                [.. missing.Where(item => item.Step == step.Step).Select(item => item.Text)]))],
            missing.Count, view is null ? [] : ReferencingWords.ClockLines(view), view is null ? [] : ReferencingWords.History(view),
            view?.OrganisationId is { } organisation ? OrganisationAddresses.Organisation.Of(organisation) : null),
            "Référencement d’un organisme", [Trail[0]], status);
    }
}

/// <summary>Model of <c>pages/referencing/application</c>.</summary>
/// <param name="Provider">Its name, or its SIRET; null: not said yet.</param>
/// <param name="State">Null: there is no application.</param>
/// <param name="MayBegin">None is under way.</param>
/// <param name="MayEdit">Its steps are open.</param>
/// <param name="OrganisationHref">The organisation that an acceptance made.</param>
public sealed record ApplicationModel(
    Notice? Notice, string? Provider, string? State, string? Reason, bool MayBegin, bool MayEdit, bool MayWithdraw,
    IReadOnlyList<StepLine> Steps, int Missing, IReadOnlyList<ClockLine> Clocks, IReadOnlyList<HistoryLine> History,
    string? OrganisationHref);

/// <param name="Missing">What it still needs; empty: nothing.</param>
public sealed record StepLine(string Href, string Label, IReadOnlyList<string> Missing);
