using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Endings;

/// <summary><c>POST /api/v1/endings/simulations</c>: what the end of a booking pays and gives back, without an account.</summary>
public static class EndingEndpoint
{
    public static async Task<IResult> Simulate(HttpRequest request, RuleBook book, CancellationToken cancel)
    {
        var body = await JsonBody.ReadAsync(request, cancel);
        if (body.Document is not { } document)
            return body.Refusal!;
        using (document)
        {
            var reader = new EndingReader();
            if (reader.Read(document.RootElement) is not { } asked)
                return ApiProblem.Parameters(reader.Problems);
            var answer = EndingPlanner.Plan(asked.Order, asked.Event, book);
            return answer.Refusal is { } refusal
                ? ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Fin impossible ce jour-là", refusal.Text)
                : Results.Json(EndingResponse.Of(answer.Plan!), ApiJson.Options);
        }
    }
}
