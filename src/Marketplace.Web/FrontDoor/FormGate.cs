using Marketplace.Web.Forms;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Web.FrontDoor;

/// <summary>
/// Refuses every request that could change something and does not carry the token of one of our forms, whatever the
/// route binds: the framework's own check looks only at routes that bind a form.
/// </summary>
public sealed class FormGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // What is no route of ours is the framework's refusal (405), which changes nothing.
        if (context.GetEndpoint() is RouteEndpoint endpoint && !IsSafe(context.Request.Method)
            && endpoint.Metadata.GetMetadata<WithoutFormToken>() is null
            && !await IsOursAsync(context))
        {
            context.Response.StatusCode = IsNoForm(context.Request)
                ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status400BadRequest;
            if (context.Response.StatusCode == StatusCodes.Status400BadRequest)
                context.Features.Set(new RefusedForm());
            return;
        }
        await next(context);
    }

    private async Task<bool> IsOursAsync(HttpContext context)
    {
        // Read here first: the token's own reading would hide that a form is beyond its limits (413) behind a fault of ours.
        if (context.GetEndpoint()?.Metadata.GetMetadata<LargeForm>() is { } large)
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, large.Options));
        if (context.Request.HasFormContentType)
            await PostedForm.ReadAsync(context.Request, context.RequestAborted);
        return await antiforgery.IsRequestValidAsync(context);
    }

    private static bool IsNoForm(HttpRequest request) => !request.HasFormContentType && !string.IsNullOrEmpty(request.ContentType);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}

/// <summary>The request carried no valid token: the error page says how to go on.</summary>
public sealed record RefusedForm;

/// <summary>
/// Endpoint metadata: it reads no cookie, and its permission is in the address or it changes nothing; a test lists who has it.
/// </summary>
public sealed record WithoutFormToken;
