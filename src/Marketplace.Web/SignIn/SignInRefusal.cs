using Marketplace.Core.Access;
using Marketplace.Core.Audit;

namespace Marketplace.Web.SignIn;

/// <summary>What becomes of a sign-in through a provider that came to nothing: a line in both logs, and a page that says what to do.</summary>
public sealed partial class SignInRefusal(AccessLog log, ILogger<SignInRefusal> logger)
{
    /// <summary>The provider does not answer.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Reasons that their page explains; any other is technical.</summary>
    private static readonly HashSet<string> Explained = ["cancelled", "pivot", "email", "disabled", "email-taken", Unavailable];

    /// <summary>Logs the refusal.</summary>
    /// <param name="why">A code: nothing of the person, and nothing that the provider wrote.</param>
    /// <returns>Where to send the browser.</returns>
    public async Task<string> LogAsync(string scheme, string why)
    {
        Refused(scheme, why);
        // Also when the browser did not wait for the answer.
        await log.WriteAsync(Actor.Visitor, new AccessEntry("sign-in.use", AccessOperation.Refusal, Object: $"{scheme}:{why}"), CancellationToken.None);
        return $"/connexion/refus?cause={(Explained.Contains(why) ? why : "technique")}";
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in through {Provider} was refused: {Why}")]
    private partial void Refused(string provider, string why);
}
