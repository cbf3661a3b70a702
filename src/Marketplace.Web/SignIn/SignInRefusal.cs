using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.FrontDoor;

namespace Marketplace.Web.SignIn;

/// <summary>
/// What becomes of a sign-in through a provider that came to nothing: a line in both logs, and a page that says what to do.
/// </summary>
public sealed partial class SignInRefusal(StrangerLines lines, ILogger<SignInRefusal> logger)
{
    /// <summary>The provider does not answer.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Reasons that their page explains; any other is technical.</summary>
    private static readonly HashSet<string> Explained = ["cancelled", "pivot", "email", "disabled", "email-taken", Unavailable];

    /// <summary>Logs the refusal; beyond the limit of the address it is only counted.</summary>
    /// <param name="why">A code: nothing of the person, and nothing that the provider wrote.</param>
    /// <returns>Where to send the browser.</returns>
    public async Task<string> LogAsync(HttpContext context, string scheme, string why)
    {
        // Also when the browser did not wait for the answer.
        if (await lines.WriteAsync(
            RateLimits.AddressOf(context), new AccessEntry(Rights.SignInUse, AccessOperation.Refusal, Object: $"{scheme}:{why}"),
            CancellationToken.None))
            Refused(scheme, why);
        return SignInAddresses.Refusal + $"?cause={(Explained.Contains(why) ? why : "technique")}";
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in through {Provider} was refused: {Why}")]
    private partial void Refused(string provider, string why);
}
