using System.Buffers.Text;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.SignIn;
using Marketplace.Web.SignIn;
using Marketplace.Web.SignIn.Passkeys;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/securite</c>: devices that are signed in, and passkeys of local accounts.</summary>
public static class SecurityPage
{
    /// <summary>Above the pages that it leads to.</summary>
    internal static readonly IReadOnlyList<Crumb> BelowTrail = [
        .. AccountPages.Trail, new("Connexion et appareils", AccountAddresses.Security)];

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["deconnectes"] = "Vos autres appareils sont déconnectés.",
        ["cle"] = "La clé d’accès est ajoutée.",
        ["mot-de-passe"] = "Votre mot de passe est changé. Vos autres appareils sont déconnectés.",
        ["cle-retiree"] = "La clé d’accès est retirée.",
    };

    private static readonly Dictionary<string, string> Methods = new()
    {
        [OpenIdProviders.FranceConnect] = "FranceConnect+",
        [OpenIdProviders.ProConnect] = "ProConnect",
        ["password+totp"] = "mot de passe et code",
        ["passkey"] = "clé d’accès",
        ["development"] = "outils de développement",
    };

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Sessions sessions, PasskeyStore store)
    {
        var person = context.Person;
        var local = await store.FindByIdAsync(person.AccountId.ToString(), context.Cancel);
        var devices = (await sessions.ListAsync(person.AccountId, context.Cancel))
            .Select(s => new DeviceRow(s.Device, Methods[s.Method], s.CreatedAt, s.LastSeenAt, s.Id == person.SessionId)).ToList();
        var passkeys = local is null ? []
            : (await store.GetPasskeysAsync(local, context.Cancel))
                .Select(k => new PasskeyRow(Base64Url.EncodeToString(k.CredentialId), k.Name ?? "", k.CreatedAt.UtcDateTime)).ToList();
        return context.Private("account/security", new SecurityModel(
            Notice.Done(context.Request, Sentences), devices, devices.Count > 1, local is not null, person.Fresh, passkeys,
            new TextField("name", "Nom de la clé") { Hint = "Pour la reconnaître, par exemple « Mon téléphone »", MaxLength = 60 }),
            "Connexion et appareils", AccountPages.Trail);
    }

    /// <summary>« Déconnecter mes autres appareils ».</summary>
    public static async Task<IResult> EndOthersAsync(HttpContext context, NpgsqlDataSource database, CancellationToken cancel)
    {
        var person = context.Person()!;
        await database.InTransactionAsync(async connection =>
        {
            var ended = await Sessions.EndOthersAsync(connection, person.AccountId, person.SessionId);
            await AccessLog.WriteAsync(
                connection, context.Actor(),
                new AccessEntry(Rights.AccountSecurity, AccessOperation.Change, person.AccountId, $"sessions-ended:{ended}"), cancel);
        }, cancel);
        return Results.Redirect(AccountAddresses.Security + "?fait=deconnectes");
    }

    public static async Task<IResult> CreationOptionsAsync(
        HttpContext context, PasskeyStore store, IPasskeyHandler<LocalAccount> handler, PendingSignIn pending, CancellationToken cancel)
    {
        if (!context.Person()!.Fresh || await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is not { } account)
            return Results.NotFound();
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email, DisplayName = account.Email }, context);
        pending.Write(context, new PendingState(account.Id, null, options.AttestationState));
        return Results.Content(options.CreationOptionsJson, "application/json");
    }

    public static async Task<IResult> AddKeyAsync(
        HttpContext context, PasskeyStore store, PasskeyRegistry registry, PasskeyChallenges challenges,
        IPasskeyHandler<LocalAccount> handler, PendingSignIn pending, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var state = pending.Read(context);
        pending.Remove(context);
        if (!context.Person()!.Fresh || await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is not { } account
            || state?.AccountId != account.Id || state.Challenge is null
            || !await challenges.SpendAsync(state.Challenge, cancel))
            return Results.Redirect(AccountAddresses.Security);
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = context,
            CredentialJson = form.Text("credential", PasskeyPages.MaxCredential),
            AttestationState = state.Challenge,
        });
        if (!result.Succeeded
            || !await registry.AddAsync(
            account, result.Passkey, form.Text("name", 60) is { Length: > 0 } name ? name : "Clé d’accès", context.Actor(), cancel))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return Results.Redirect(AccountAddresses.Security + "?fait=cle");
    }

    public static async Task<IResult> RemoveKeyAsync(
        HttpContext context, PasskeyStore store, PasskeyRegistry registry, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var credential = form.Text("cle", 2000);
        if (!context.Person()!.Fresh)
            return Results.Redirect(AccountAddresses.Security);
        if (await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is not { } account || !Base64Url.IsValid(credential)
            || !await registry.RemoveAsync(account, Base64Url.DecodeFromChars(credential), context.Actor(), cancel))
            return Results.NotFound();
        return Results.Redirect(AccountAddresses.Security + "?fait=cle-retiree");
    }
}

/// <summary>Model of <c>pages/account/security</c>.</summary>
/// <param name="IsLocal">Passkeys are for accounts that sign in here.</param>
/// <param name="Fresh">Ways of signing in may be changed: the sign-in was a few minutes ago.</param>
public sealed record SecurityModel(
    Notice? Notice, IReadOnlyList<DeviceRow> Devices, bool HasOthers, bool IsLocal, bool Fresh, IReadOnlyList<PasskeyRow> Passkeys,
    TextField Name);

public sealed record DeviceRow(string Device, string Method, DateTime Since, DateTime LastSeen, bool IsThis);

public sealed record PasskeyRow(string Id, string Name, DateTime Since);
