using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderApi;

/// <summary><c>/of/{organisation}/webhooks</c>: where events of an organisation's establishments are sent, and each one's log.</summary>
public static class WebhooksPage
{
    private const int Shown = 50;

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["service"] = "Le changement est enregistré.", ["supprime"] = "Le webhook est supprimé : plus rien n’est envoyé.",
        ["renvoye"] = "L’événement est de nouveau en attente : il part dans quelques secondes.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.WebhooksView);
        view.MapGet(ProviderApiAddresses.Webhooks.Pattern, ListAsync);
        view.MapGet(ProviderApiAddresses.Webhook.Pattern, ShowAsync);
        var manage = routes.MapGroup("").RequireRight(Rights.WebhooksManage);
        manage.MapPost(ProviderApiAddresses.Webhooks.Pattern, CreateAsync);
        manage.MapPost(ProviderApiAddresses.WebhookSecret.Pattern, RotateAsync);
        manage.MapPost(ProviderApiAddresses.WebhookSwitch.Pattern, SwitchAsync);
        manage.MapPost(ProviderApiAddresses.WebhookRemove.Pattern, RemoveAsync);
        manage.MapPost(ProviderApiAddresses.WebhookReplay.Pattern, ReplayAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageContext context, Guid organisation, OrganisationStore store,
        WebhookRegister register, WebhookSettings settings) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            ? await ListPageAsync(context, scope, register, new WebhookForm(scope.Sirets, settings), null) : Results.NotFound();

    private static async Task<IResult> CreateAsync([AsParameters] PageContext context, Guid organisation, OrganisationStore store,
        WebhookRegister register, WebhookSettings settings)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        if (context.Http.ConfirmFirst(ProviderApiAddresses.Webhooks.Of(organisation)) is { } confirm)
            return Results.Redirect(confirm);
        var form = await context.ReadAsync(new WebhookForm(scope.Sirets, settings));
        if (!form.IsValid)
            return await ListPageAsync(context, scope, register, form, null);
        var made = await register.CreateAsync(
            form.Siret.Value, form.OfSandbox, form.Url.Value!, form.Events.Ticked, context.Actor, context.Cancel);
        if (made is null)
            form.Refuse($"Cet établissement a déjà {WebhookRegister.Most} webhooks : supprimez-en un d’abord.",
                StatusCodes.Status409Conflict);
        return await ListPageAsync(context, scope, register, made is null ? form : new WebhookForm(scope.Sirets, settings), made?.Secret);
    }

    private static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store,
        WebhookRegister register, Deliveries deliveries) =>
        WithAsync(context, organisation, id, store, register, (scope, hook) => PageAsync(context, scope, hook, deliveries, null));

    private static Task<IResult> RotateAsync([AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store,
        WebhookRegister register, Deliveries deliveries) =>
        context.Http.ConfirmFirst(ProviderApiAddresses.Webhook.Of(organisation, id)) is { } confirm
            ? Task.FromResult(Results.Redirect(confirm))
            : WithAsync(context, organisation, id, store, register, async (scope, hook) =>
                await register.RotateAsync(Of(scope), id, context.Actor, context.Cancel) is { } made
                    ? await PageAsync(context, scope, (await register.FindAsync(Of(scope), id, context.Cancel))!, deliveries, made.Secret)
                    : Results.NotFound());

    private static Task<IResult> SwitchAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, WebhookRegister register) =>
        WithAsync(context, organisation, id, store, register, async (scope, hook) =>
        {
            await register.SwitchAsync(
                Of(scope), id, (await context.FormAsync()).Text("service", 3) == "oui", context.Actor, context.Cancel);
            return Results.Redirect(ProviderApiAddresses.Webhook.Of(organisation, id) + "?fait=service");
        });

    private static Task<IResult> RemoveAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, WebhookRegister register) =>
        WithAsync(context, organisation, id, store, register, async (scope, hook) =>
        {
            await register.RemoveAsync(Of(scope), id, context.Actor, context.Cancel);
            return Results.Redirect(ProviderApiAddresses.Webhooks.Of(organisation) + "?fait=supprime");
        });

    private static Task<IResult> ReplayAsync([AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store,
        WebhookRegister register, Deliveries deliveries) =>
        WithAsync(context, organisation, id, store, register, async (scope, hook) =>
            hook.SwitchedOffAt is null && await deliveries.ReplayAsync(id, (await context.FormAsync()).Id("envoi"), context.Cancel)
                ? Results.Redirect(ProviderApiAddresses.Webhook.Of(organisation, id) + "?fait=renvoye") : Results.NotFound());

    private static async Task<IResult> WithAsync(PageContext context, Guid organisation, Guid id, OrganisationStore store,
        WebhookRegister register, Func<ProviderScope, WebhookView, Task<IResult>> work) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            && await register.FindAsync(Of(scope), id, context.Cancel) is { } hook ? await work(scope, hook) : Results.NotFound();

    private static WebhookScope Of(ProviderScope scope) => new(scope.Sirets, null);

    private static async Task<IResult> ListPageAsync(
        PageContext context, ProviderScope scope, WebhookRegister register, WebhookForm form, string? secret)
    {
        var organisation = scope.Organisation.Id;
        return context.Private("provider-api/webhooks", new WebhooksModel(organisation, Notice.Done(context.Request, Sentences), secret,
            [.. (await register.ListAsync(Of(scope), context.Cancel)).Select(hook => WebhookRow.Of(organisation, hook))], form), "Webhooks",
            scope.Trail(context.Person), form.Status);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, WebhookView hook, Deliveries deliveries, string? secret)
    {
        var organisation = scope.Organisation.Id;
        return context.Private("provider-api/webhook", new WebhookModel(organisation, Notice.Done(context.Request, Sentences), secret,
            WebhookRow.Of(organisation, hook), hook.PreviousUntil,
            [.. (await deliveries.ListAsync(hook.Id, null, Shown, context.Cancel)).Select(DeliveryRow.Of)],
            (int)WebhookRegister.Overlap.TotalHours),
            "Webhook", [.. scope.Trail(context.Person), new Crumb("Webhooks", ProviderApiAddresses.Webhooks.Of(organisation))]);
    }
}

/// <summary>Model of <c>pages/provider-api/webhooks</c>.</summary>
/// <param name="Secret">Of the one that was just made; null: none was.</param>
public sealed record WebhooksModel(Guid Organisation, Notice? Notice, string? Secret, IReadOnlyList<WebhookRow> Webhooks, WebhookForm Form);

/// <summary>Model of <c>pages/provider-api/webhook</c>.</summary>
/// <param name="Overlap">Hours that a secret signs beside the one that replaces it.</param>
public sealed record WebhookModel(
    Guid Organisation, Notice? Notice, string? Secret, WebhookRow Webhook, DateTime? PreviousUntil, IReadOnlyList<DeliveryRow> Deliveries,
    int Overlap);

/// <param name="State">In words.</param>
public sealed record WebhookRow(
    Guid Id, string Href, string Url, string Siret, bool Sandbox, IReadOnlyList<string> Events, bool Active, string State)
{
    internal static WebhookRow Of(Guid organisation, WebhookView hook) => new(hook.Id,
        ProviderApiAddresses.Webhook.Of(organisation, hook.Id), hook.Url, hook.Siret, hook.Sandbox,
        [.. hook.Events.Select(kind => WebhookEvents.Labels[kind])], hook.SwitchedOffAt is null, hook.SwitchedOffWhy switch
        {
            null => hook.Failures == 0 ? "En service" : $"En service, {hook.Failures} essais sans réponse depuis le dernier succès",
            "gone" => "Arrêté : le logiciel a répondu qu’il n’existe plus (410)",
            "restored" => "Arrêté par une restauration : remettez-le en service",
            _ => "Arrêté",
        });
}

/// <summary>A line of a log.</summary>
public sealed record DeliveryRow(
    Guid Id, string Type, DateTime OccurredAt, string State, string Badge, int Attempts, DateTime? LastTriedAt, string Answer)
{
    private static readonly Dictionary<string, string> Errors = new()
    {
        ["timeout"] = "pas de réponse en 15 secondes", ["name"] = "nom introuvable", ["tls"] = "connexion sécurisée impossible",
        ["connection"] = "connexion impossible", ["not-public"] = "l’adresse n’est pas sur l’internet public", ["other"] = "échec",
    };

    internal static DeliveryRow Of(DeliveryView delivery) => new(delivery.Id, delivery.Type, delivery.OccurredAt,
        delivery.DeliveredAt is not null ? "Reçu" : delivery.SetAsideAt is not null ? "Mis de côté" : "En attente",
        delivery.DeliveredAt is not null ? "success" : delivery.SetAsideAt is not null ? "error" : "info", delivery.Attempts,
        delivery.LastTriedAt, delivery.LastStatus is { } status ? $"réponse {status}"
            : delivery.LastError is { } error ? Errors.GetValueOrDefault(error, Errors["other"]) : "pas encore envoyé");
}
