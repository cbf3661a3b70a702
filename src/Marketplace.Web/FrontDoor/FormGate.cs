using Microsoft.AspNetCore.Antiforgery;

namespace Marketplace.Web.FrontDoor;

/// <summary>
/// Refuses every request that could change something and does not carry the token of one of our forms, whatever the
/// route binds: the framework's own check looks only at routes that bind a form.
/// </summary>
public sealed class FormGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is not null && !IsSafe(context.Request.Method) && endpoint.Metadata.GetMetadata<WithoutFormToken>() is null
            && !await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Features.Set(new RefusedForm());
            return;
        }
        await next(context);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}

/// <summary>The request carried no valid token: the error page says how to go on.</summary>
public sealed record RefusedForm;

/// <summary>Endpoint metadata: answers programs, reads no cookie and changes nothing; a test lists who has it.</summary>
public sealed record WithoutFormToken;
