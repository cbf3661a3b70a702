using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Referencing;

/// <summary><c>/gestion/referencements</c>: applications that wait, with their clocks, and the way to a provider by its SIRET.</summary>
public static class ReferencingQueuePage
{
    internal const string Title = "Référencement des organismes";

    /// <summary>Above a provider's or an application's page.</summary>
    internal static readonly IReadOnlyList<Crumb> Trail = [.. OperationsPages.Trail, new(Title, ProviderDeskAddresses.Applications)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("").RequireRight(Rights.ReferencingDecide);
        desk.MapGet(ProviderDeskAddresses.Applications, ShowAsync);
        desk.MapPost(ProviderDeskAddresses.Applications, SearchAsync);
        desk.MapGet(ProviderDeskAddresses.Application.Pattern, ApplicationCheckPage.ShowAsync);
        desk.MapGet(ProviderDeskAddresses.Document.Pattern, ApplicationCheckPage.DocumentAsync);
        desk.MapPost(ProviderDeskAddresses.Application.Pattern, ApplicationCheckPage.DecideAsync)
            .RequireFresh(ProviderDeskAddresses.Applications);
        desk.MapGet(ProviderDeskAddresses.Provider.Pattern, MeasurePage.ShowAsync);
        desk.MapPost(ProviderDeskAddresses.Provider.Pattern, MeasurePage.PostAsync).RequireFresh(ProviderDeskAddresses.Applications);
    }

    private static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, ReferencingReader reader, AccessLog log, TimeProvider clock) =>
        PageAsync(context, reader, log, clock, new SiretForm());

    private static async Task<IResult> SearchAsync(
        [AsParameters] PageContext context, ReferencingReader reader, AccessLog log, TimeProvider clock)
    {
        var form = await context.ReadAsync(new SiretForm());
        if (form.IsValid && await reader.OfSiretAsync(form.Siret.Value, context.Cancel) is null)
            form.Siret.Refuse("Aucun organisme du catalogue n’a ce SIRET.");
        return form.IsValid ? Results.Redirect(ProviderDeskAddresses.Provider.Of(form.Siret.Value))
            : await PageAsync(context, reader, log, clock, form);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ReferencingReader reader, AccessLog log, TimeProvider clock, SiretForm form)
    {
        var waiting = await reader.WaitingAsync(context.Cancel);
        var today = clock.Today();
        await log.WriteAsync(context.Actor,
            [.. waiting.Select(w => new AccessEntry(Rights.ReferencingDecide, AccessOperation.LookUp, Object: $"referencing:{w.Id}"))],
            context.Cancel);
        return context.Private("operations/referencing-queue", new ReferencingQueueModel(form,
            [.. waiting.Select(w => new ReferencingQueueRow(ProviderDeskAddresses.Application.Of(w.Id), w.Name ?? w.Siret, w.Siret,
                ReferencingProcess.Table.Label(w.State), w.SubmittedAt, w.LastDay, w.LastDay < today))]), Title, OperationsPages.Trail,
                    form.Status);
    }
}

/// <summary>A provider by its SIRET.</summary>
public sealed class SiretForm : Form
{
    public InputField<string> Siret { get; } = new("siret", "SIRET de l’organisme", (string text, out string? value, out string? problem) =>
        (problem = ApplicationRules.SiretProblem(value = ApplicationRules.Compact(text))) is null)
    {
        InputMode = "numeric", MaxLength = 30, Autocomplete = "off",
    };
}

/// <summary>Model of <c>pages/operations/referencing-queue</c>.</summary>
public sealed record ReferencingQueueModel(SiretForm Form, IReadOnlyList<ReferencingQueueRow> Waiting);

/// <param name="LastDay">Of the clock that runs out first.</param>
/// <param name="Late">It is over.</param>
public sealed record ReferencingQueueRow(
    string Href, string Name, string Siret, string State, DateTime SubmittedAt, DateOnly? LastDay, bool Late);
