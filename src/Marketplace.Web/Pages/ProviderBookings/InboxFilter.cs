using System.Globalization;
using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// What an inbox is narrowed by, in the address. What is searched for by name is personal and never stands there: it is posted.
/// </summary>
public sealed record InboxFilter(string State, string Siret, long? Session, DateOnly? From, DateOnly? Until, int Page)
{
    /// <summary>Requests that wait for the provider's answer.</summary>
    public const string ToAnswer = "a-repondre";

    /// <summary>Deeper pages are not asked for by people.</summary>
    private const int DeepestPage = 1_000;

    public static InboxFilter Read(HttpRequest request)
    {
        return new(Text("etat"), Text("etablissement"),
            long.TryParse(Text("session"), NumberStyles.None, CultureInfo.InvariantCulture, out var session) ? session : null,
            Day("du"), Day("au"),
            int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, DeepestPage) : 1);

        string Text(string name) => request.Query[name] is [{ Length: > 0 and <= 40 } only] ? only.Trim() : "";

        DateOnly? Day(string name) =>
            DateOnly.TryParseExact(Text(name), ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
    }

    /// <summary>For the reader; a state or an establishment that there is not narrows nothing.</summary>
    public DossierFilter For(ProviderScope scope) => new(
        State == ToAnswer ? [BookingProcess.Requested, BookingProcess.Acknowledged]
            : StateWords.All.Any(s => s.Key == State) ? [State] : null,
        Siret: scope.Sirets.Contains(Siret) ? Siret : null, StartsFrom: From, StartsUntil: Until, Session: Session);

    /// <summary>The address' query.</summary>
    public string Query(int page) => QueryString.Create(new Dictionary<string, string?>
    {
        ["etat"] = State.Length > 0 ? State : null, ["etablissement"] = Siret.Length > 0 ? Siret : null,
        ["session"] = Session?.ToString(CultureInfo.InvariantCulture), ["du"] = Iso(From), ["au"] = Iso(Until),
        ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(value => value.Value is not null)).ToUriComponent();

    /// <summary>As date fields write it.</summary>
    internal static string? Iso(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
