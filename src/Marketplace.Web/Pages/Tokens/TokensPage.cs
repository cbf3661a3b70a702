using System.Globalization;
using Marketplace.People.Access;
using Marketplace.People.Tokens;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Tokens;

/// <summary>
/// <c>/mon-compte/jetons</c>: tokens for programs of one's own; made after a fresh sign-in, shown once, revoked at any moment.
/// </summary>
public static class TokensPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["revoque"] = "Le jeton est révoqué : plus aucun programme ne peut s’en servir.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("").RequireRight(Rights.TokensManage);
        tokens.MapGet(TokenAddresses.List, ShowAsync);
        tokens.MapPost(TokenAddresses.List, CreateAsync).RequireFresh(TokenAddresses.List);
        tokens.MapPost(TokenAddresses.Revoke, RevokeAsync);
    }

    private static Task<IResult> ShowAsync([AsParameters] PageContext context, AccessTokens tokens) =>
        PageAsync(context, tokens, new TokenForm(), null, Notice.Done(context.Request, Sentences));

    private static async Task<IResult> CreateAsync([AsParameters] PageContext context, AccessTokens tokens)
    {
        var form = await context.ReadAsync(new TokenForm());
        if (!form.IsValid)
            return await PageAsync(context, tokens, form, null, null);
        var made = await tokens.CreateAsync(
            form.Name.Value!, form.Scope.Value, int.Parse(form.Days.Value, CultureInfo.InvariantCulture), context.Actor, context.Cancel);
        if (made is null)
            form.Refuse($"Vous avez déjà {AccessTokens.Most} jetons : révoquez-en un d’abord.", StatusCodes.Status409Conflict);
        return await PageAsync(context, tokens, made is null ? form : new TokenForm(), made, null);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, AccessTokens tokens, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await tokens.RevokeAsync(form.Id("jeton"), context.Actor(), cancel)
            ? Results.Redirect(TokenAddresses.List + "?fait=revoque") : Results.NotFound();
    }

    private static async Task<IResult> PageAsync(PageContext context, AccessTokens tokens, TokenForm form, string? made, Notice? notice)
    {
        var rows = (await tokens.ListAsync(context.Person.AccountId, context.Cancel)).Select(token => new TokenRow(
            token.Id, token.Name, TokenScopes.Labels[token.Scope], token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt,
                token.Holds));
        return context.Private(
            "tokens/list", new TokensModel(notice, made, [.. rows], form), "Jetons d’accès", AccountPages.Trail, form.Status);
    }
}

/// <summary>Model of <c>pages/tokens/list</c>.</summary>
/// <param name="Made">The text of the token that was just made; null: none was.</param>
public sealed record TokensModel(Notice? Notice, string? Made, IReadOnlyList<TokenRow> Tokens, TokenForm Form);

public sealed record TokenRow(
    Guid Id, string Name, string Scope, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt, bool Holds);
