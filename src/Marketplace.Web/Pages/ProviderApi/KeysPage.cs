using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Keys;
using Marketplace.ProviderSpace.Sandbox;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderApi;

/// <summary>
/// <c>/of/{organisation}/api</c>: keys of an organisation's establishments; made and renewed after a fresh sign-in, shown once, revoked at
/// any
/// moment.
/// </summary>
public static class KeysPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["essai"] = "Une demande d’inscription d’essai attend dans le bac à sable, avec ses événements.",
        ["revoque"] = "La clé est révoquée : plus aucun programme ne peut s’en servir.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ProviderApiAddresses.Keys.Pattern, ShowAsync).RequireRight(Rights.KeysView);
        var manage = routes.MapGroup("").RequireRight(Rights.KeysManage);
        manage.MapPost(ProviderApiAddresses.Keys.Pattern, CreateAsync);
        manage.MapPost(ProviderApiAddresses.Sandbox.Pattern, TryAsync);
        manage.MapPost(ProviderApiAddresses.Rotate.Pattern, RotateAsync);
        manage.MapPost(ProviderApiAddresses.Revoke.Pattern, RevokeAsync);
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderKeys keys) =>
        await ProviderScope.FindAsync(context, organisation, store) is not { } scope ? Results.NotFound()
            : await PageAsync(context, scope, keys, new KeyForm(scope.Sirets), null, Notice.Done(context.Request, Sentences));

    private static async Task<IResult> CreateAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderKeys keys)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        if (context.Http.ConfirmFirst(ProviderApiAddresses.Keys.Of(organisation)) is { } confirm)
            return Results.Redirect(confirm);
        var form = await context.ReadAsync(new KeyForm(scope.Sirets));
        if (!form.IsValid)
            return await PageAsync(context, scope, keys, form, null, null);
        var made = await keys.CreateAsync(form.Terms, organisation, context.Actor, context.Cancel);
        if (made is null)
            form.Refuse($"Cet établissement a déjà {ProviderKeys.Most} clés : révoquez-en une d’abord.", StatusCodes.Status409Conflict);
        return await PageAsync(context, scope, keys, made is null ? form : new KeyForm(scope.Sirets), made, null);
    }

    private static async Task<IResult> TryAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, SandboxBookings sandbox)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope
            || (await context.FormAsync()).Text("siret", 14) is not { } siret || !scope.Sirets.Contains(siret))
            return Results.NotFound();
        await sandbox.CreateAsync(siret, null, context.Cancel);
        return Results.Redirect(ProviderApiAddresses.Keys.Of(organisation) + "?fait=essai");
    }

    private static async Task<IResult> RotateAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderKeys keys)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        if (context.Http.ConfirmFirst(ProviderApiAddresses.Keys.Of(organisation)) is { } confirm)
            return Results.Redirect(confirm);
        var key = (await context.FormAsync()).Id("cle");
        return await keys.RotateAsync(key, scope.Sirets, organisation, context.Actor, context.Cancel) is { } made
            ? await PageAsync(context, scope, keys, new KeyForm(scope.Sirets), made, null)
            : Results.NotFound();
    }

    private static async Task<IResult> RevokeAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderKeys keys) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope && await keys.RevokeAsync(
            (await context.FormAsync()).Id("cle"), scope.Sirets, organisation, context.Actor, context.Cancel)
            ? Results.Redirect(ProviderApiAddresses.Keys.Of(organisation) + "?fait=revoque") : Results.NotFound();

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, ProviderKeys keys, KeyForm form, MadeKey? made, Notice? notice)
    {
        var organisation = scope.Organisation.Id;
        var rows = (await keys.ListAsync(scope.Sirets, organisation, context.Cancel)).Select(key => new KeyRow(
            key.Id, key.Name, key.Siret, [.. key.Scopes.Select(one => KeyScopes.Labels[one])], key.Sandbox, key.CreatedAt, key.ExpiresAt,
            key.LastUsedAt, key.RevokedAt, key.Holds, key.Replaced));
        return context.Private("provider-api/keys", new KeysModel(
            organisation, notice, made?.Text, [.. rows], form, (int)ProviderKeys.Overlap.TotalDays, scope.Sirets), "Clés d’accès",
            scope.Trail(context.Person), form.Status);
    }
}

/// <summary>Model of <c>pages/provider-api/keys</c>.</summary>
/// <param name="Made">The text of the key that was just made; null: none was.</param>
/// <param name="Overlap">Days that a key goes on beside the one that replaces it.</param>
public sealed record KeysModel(
    Guid Organisation, Notice? Notice, string? Made, IReadOnlyList<KeyRow> Keys, KeyForm Form, int Overlap, IReadOnlyList<string> Sirets);

/// <param name="Replaced">Another one takes its place.</param>
public sealed record KeyRow(
    Guid Id, string Name, string Siret, IReadOnlyList<string> Scopes, bool Sandbox, DateTime CreatedAt, DateTime ExpiresAt,
    DateTime? LastUsedAt, DateTime? RevokedAt, bool Holds, bool Replaced);
