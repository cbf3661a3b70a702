using System.Security.Cryptography;
using System.Text;
using Marketplace.ProviderSpace.Idempotency;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Provider;

/// <summary>
/// Requests with an <c>Idempotency-Key</c> are done once: the same again gets the same answer, another one under the same name is refused.
/// </summary>
internal sealed class OnceFilter(IdempotentRequests requests) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    /// <summary>Says that an answer was kept from before.</summary>
    public const string Replayed = "Idempotency-Replayed";

    private static readonly string[] Kept = [HeaderNames.ETag, HeaderNames.Location, HeaderNames.ContentType];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!context.Request.Headers.TryGetValue(Header, out var sent))
            return await next(invocation);
        if (sent is not [{ Length: > 0 and <= IdempotentRequests.LongestName } text] || text.Any(c => c is < ' ' or > '~'))
            return ApiProblem.Parameters(
                [new(Header, $"Une seule valeur de 1 à {IdempotentRequests.LongestName} caractères imprimables est attendue.")]);
        var caller = context.Caller();
        var name = new RequestName(caller.Siret, caller.Sandbox, text);
        var (turn, answer) = await requests.BeginAsync(name, await HashAsync(context.Request), context.RequestAborted);
        switch (turn)
        {
            case RequestTurn.Answered:
                return new KeptResult(answer!);
            case RequestTurn.Other:
                return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Clé d’idempotence déjà employée",
                    "Cette clé d’idempotence a servi à une autre demande : une nouvelle demande prend une nouvelle clé.");
            case RequestTurn.Running:
                context.Response.Headers.RetryAfter = "1";
                return ApiProblem.Of(StatusCodes.Status409Conflict, "Demande en cours",
                    "La même demande est en cours : redemandez sa réponse dans une seconde.");
            default:
                return await DoAsync(invocation, next, name);
        }
    }

    private async Task<object?> DoAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, RequestName name)
    {
        try
        {
            return new RecordedResult((IResult)(await next(invocation))!, requests, name);
        }
        catch
        {
            await requests.GiveUpAsync(name, CancellationToken.None);
            throw;
        }
    }

    private static async Task<byte[]> HashAsync(HttpRequest request)
    {
        // All of it in memory: beyond a buffer's size it would lie on the disk in clear. The route's own limit bounds it.
        request.EnableBuffering(int.MaxValue);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
            hash.AppendData(buffer.AsSpan(0, read));
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    /// <summary>Keeps what is answered before it leaves; what is our fault is not kept.</summary>
    private sealed class RecordedResult(IResult inner, IdempotentRequests requests, RequestName name) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            var (response, body) = (context.Response, context.Response.Body);
            using var memory = new MemoryStream();
            response.Body = memory;
            try
            {
                await inner.ExecuteAsync(context);
            }
            catch
            {
                await requests.GiveUpAsync(name, CancellationToken.None);
                throw;
            }
            finally
            {
                response.Body = body;
            }
            // Whoever left meanwhile asks again, and wants this answer.
            if (response.StatusCode >= StatusCodes.Status500InternalServerError)
                await requests.GiveUpAsync(name, CancellationToken.None);
            else
                await requests.FinishAsync(name, new KeptAnswer(response.StatusCode,
                    Kept.Where(response.Headers.ContainsKey).ToDictionary(header => header, header => response.Headers[header].ToString()),
                    memory.ToArray()), CancellationToken.None);
            await body.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), context.RequestAborted);
        }
    }

    private sealed class KeptResult(KeptAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = answer.Status;
            foreach (var (header, value) in answer.Headers)
                context.Response.Headers[header] = value;
            context.Response.Headers[Replayed] = "true";
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }
}
