using System.Net;
using Microsoft.AspNetCore.Antiforgery;

namespace Marketplace.Web.Forms;

/// <summary>
/// <c>{{ formToken }}</c> in a template becomes the hidden field that <see cref="FrontDoor.FormGate"/> asks for. The mark
/// that the template writes is random for each process: no text of a visitor can hold it.
/// </summary>
public static class FormToken
{
    /// <summary>What the function in templates writes.</summary>
    public static string Mark { get; } = $"<!--{Guid.NewGuid():N}-->";

    /// <summary>Puts the token in place of the marks; pages without form set no cookie.</summary>
    public static string Fill(string html, HttpContext context, IAntiforgery antiforgery)
    {
        if (!html.Contains(Mark, StringComparison.Ordinal))
            return html;
        var token = antiforgery.GetAndStoreTokens(context);
        return html.Replace(Mark,
            $"""<input type="hidden" name="{token.FormFieldName}" value="{WebUtility.HtmlEncode(token.RequestToken)}">""",
            StringComparison.Ordinal);
    }
}
