namespace Marketplace.Web.Api.Tokens;

/// <summary>
/// Endpoint metadata: answers who sends a token of a holder, and nobody else; no cookie is read, so that no page elsewhere can make a
/// browser act here.
/// </summary>
/// <param name="Scope">What the token has to allow: key of <see cref="People.Tokens.TokenScopes.Labels"/>.</param>
public sealed record TakesToken(string Scope);
