using System.Net;

namespace Marketplace.IntegrationTests.Access;

/// <summary>One request of the walk, and its answer.</summary>
public sealed record Step(
    SiteRoute Route, Asker Who, Guid? Organisation, Guid? Holder, string Path, HttpStatusCode Status, string? Location, bool FormRefused)
{
    /// <summary>Whether the answer is what the table demands.</summary>
    /// <param name="real">The objects in the address are there; unknown ones may answer 404 to whoever is allowed.</param>
    public bool Fits(Expected expected, bool real) => expected switch
    {
        Expected.SignIn when Route.Changes || Path.StartsWith("/api/", StringComparison.Ordinal) => Status == HttpStatusCode.Unauthorized,
        Expected.SignIn => Status == HttpStatusCode.Redirect && Location == SignInAddress,
        Expected.NotTheirRole => Status == HttpStatusCode.Forbidden,
        Expected.NotTheirObject => Status == HttpStatusCode.NotFound && !FormRefused,
        Expected.Reason => Status == HttpStatusCode.Redirect
        && Location == ReasonAddress + (Route.Changes ? "" : "?retour=" + Uri.EscapeDataString(Path)),
        // Whose permission is the key in the address, or who wants a body of JSON: the walk has neither.
        _ when Route.NeedsNoForm => Status is HttpStatusCode.NotFound or HttpStatusCode.UnsupportedMediaType,
        // A change without the form's token gets as far as the gate of forms, and no farther.
        _ when Route.Changes => Status == HttpStatusCode.BadRequest && FormRefused,
        _ => Status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Redirect => Location != SignInAddress && !Location!.StartsWith(ReasonAddress, StringComparison.Ordinal),
            HttpStatusCode.NotFound => !real || Route.TakesOthers,
            // The search that wants parameters says so itself.
            HttpStatusCode.BadRequest => Path.StartsWith("/api/", StringComparison.Ordinal),
            _ => false,
        },
    };

    private string SignInAddress =>
        (Path.StartsWith("/gestion", StringComparison.Ordinal) ? "/gestion/connexion" : "/connexion") + "?retour=" + Uri.EscapeDataString(
        Path);

    private string ReasonAddress => $"/gestion/motif/{Holder}";

    public override string ToString() => $"{Route.Method} {Path} by {Who.Name}: {(int)Status} {Location}";
}
