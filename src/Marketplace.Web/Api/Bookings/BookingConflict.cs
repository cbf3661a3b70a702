using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Api.Bookings;

/// <summary>409: the process does not allow it; names the state and what is possible.</summary>
internal static class BookingConflict
{
    public static IResult Of(string text, string state, IReadOnlyList<string> possible)
    {
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status409Conflict, Title = "Ce n’est pas possible dans cet état", Detail = text,
        };
        problem.Extensions["state"] = state;
        problem.Extensions["possible"] = possible;
        return Results.Problem(problem);
    }
}
