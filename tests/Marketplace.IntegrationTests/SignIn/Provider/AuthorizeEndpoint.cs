using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Where the browser arrives: signs in at once, or asks first.</summary>
internal sealed class AuthorizeEndpoint(TestIdentityProvider provider, GrantBook grants)
{
    private const string Decision = "decision";

    public async Task<IResult> AnswerAsync(HttpRequest http)
    {
        var request = await AuthorizationRequest.ReadAsync(http);
        if (Problem(request) is { } problem)
            return Results.Text(problem, statusCode: StatusCodes.Status400BadRequest);
        if (request[Decision] is not { } decision)
        {
            provider.LastAuthorization = request;
            if (provider.AskFirst)
                return Results.Content(Form(request), "text/html; charset=utf-8");
            decision = "allow";
        }
        return provider.Deny || decision == "deny"
            ? Back(request, "error", "access_denied", ("error_description", "User auth aborted"))
            : Back(request, "code", Code(request));
    }

    // Refused to the browser's face, as real providers do: nothing says that the redirect address is the client's.
    private string? Problem(AuthorizationRequest request) => request switch
    {
        _ when request.ClientId != provider.ClientId => "client_id is unknown",
        _ when !Uri.TryCreate(request.RedirectUri, UriKind.Absolute, out _) => "redirect_uri is not an absolute address",
        { ResponseType: not "code" } => "response_type must be code",
        { ResponseMode: not (null or "query") } => "response_mode must be query",
        { State: null or "" } => "state is required",
        { Nonce: null or "" } => "nonce is required",
        _ when !request.Scopes.Contains("openid") => "scope must hold openid",
        _ when provider.ChecksPkce
        && request is not { CodeChallengeMethod: "S256", CodeChallenge.Length: 43 } => "code_challenge with S256 is required",
        _ => null,
    };

    private string Code(AuthorizationRequest request) => provider.Misbehaviour switch
    {
        Misbehaviour.ReplayedCode => grants.LastRedeemed
            ?? throw new InvalidOperationException("No code was redeemed yet: sign in once before ReplayedCode."),
        Misbehaviour.OtherPersonsCode => grants.Issue(SomebodyElses(request), provider.OtherPerson).Code,
        _ => grants.Issue(request, provider.Person).Code,
    };

    private static AuthorizationRequest SomebodyElses(AuthorizationRequest request) =>
        new(new Dictionary<string, string>(request.Parameters)
    {
        ["nonce"] = GrantBook.Random(),
        ["state"] = GrantBook.Random(),
        ["code_challenge"] = GrantBook.Random(),
    });

    private IResult Back(AuthorizationRequest request, string name, string value, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var state = provider.Misbehaviour == Misbehaviour.WrongState ? GrantBook.Random() : request.State!;
        var query = new Dictionary<string, string?> { [name] = value, ["state"] = state, ["iss"] = provider.Issuer };
        foreach (var (key, text) in more)
            query[key] = text;
        return Results.Redirect(QueryHelpers.AddQueryString(request.RedirectUri!, query));
    }

    private static string Form(AuthorizationRequest request)
    {
        var html = new StringBuilder(
            "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Fournisseur d’identité de test</title></head>")
            .Append("<body><main><h1>Se connecter</h1><form method=\"post\" action=\"/authorize\">");
        foreach (var (name, value) in request.Parameters)
            html.Append("<input type=\"hidden\" name=\"").Append(HtmlEncoder.Default.Encode(name))
                .Append("\" value=\"").Append(HtmlEncoder.Default.Encode(value)).Append("\">");
        return html.Append("<button name=\"decision\" value=\"allow\">Continuer</button> <button name=\"decision\" value=\"deny\">Refuser</button>")
            .Append("</form></main></body></html>").ToString();
    }
}
