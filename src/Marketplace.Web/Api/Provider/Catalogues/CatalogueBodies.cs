using Marketplace.Exchange.Edof.Reporting;
using Marketplace.ProviderSpace.Catalogues;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>An establishment's catalogue, or a page of it.</summary>
/// <param name="Next">Cursor of the next page; null: this is the last one. Ignored when it is sent.</param>
public sealed record CatalogueDocument(IReadOnlyList<WantedOffer> Offers, string? Siret = null, string? Next = null);

/// <summary>What of a catalogue changes.</summary>
/// <param name="Offers">Written whole, each in place of the one of its number.</param>
/// <param name="Archive">Numbers of offers that go.</param>
public sealed record CatalogueChange(IReadOnlyList<WantedOffer>? Offers = null, IReadOnlyList<string>? Archive = null);

/// <summary>An action with where it belongs.</summary>
/// <param name="Offer">Number of its offer.</param>
public sealed record ProviderAction(string Id, string Offer, Catalogue.Offers.TrainingAction Action, IReadOnlyList<WantedSession> Sessions);

/// <summary>A session: its seats and its state.</summary>
/// <param name="ActionId">Of <c>/api/v1/actions</c>.</param>
/// <param name="State">open or closed.</param>
/// <param name="Capacity">Seats in all; null: unlimited.</param>
/// <param name="SeatsTaken">Taken, held or offered; null in the sandbox, which knows none.</param>
public sealed record ProviderSession(
    string Id, string ActionId, string Number, string State, DateOnly? Start, DateOnly? End, bool Guaranteed, int? Capacity,
    int? SeatsTaken);

/// <summary>Body of a session's PATCH, for the description; what is absent stays.</summary>
public sealed record ProviderSessionChange(string? State, DateOnly? Start, DateOnly? End, bool? Guaranteed, int? Capacity);

/// <summary>What the rules of the import say, as <c>import edof --report</c>.</summary>
/// <param name="Status">accepted, partial or rejected.</param>
/// <param name="Added">Items (offers, actions, sessions) that were not there before.</param>
public sealed record CatalogueReport(
    string? Siret, string Status, CatalogueCounts Formations, CatalogueCounts Actions, CatalogueCounts Sessions, int Added, int Changed,
    int Unchanged, int Archived, IReadOnlyList<CatalogueMessage> Messages)
{
    /// <summary>Of an outcome that was written or refused by the rules.</summary>
    public static CatalogueReport Of(string siret, WantedOutcome outcome)
    {
        var (report, changes) = (outcome.Report, outcome.Changes);
        return new(siret, report is null ? "accepted" : report.Status.ToString().ToLowerInvariant(), CatalogueCounts.Of(report?.Formations),
            CatalogueCounts.Of(report?.Actions), CatalogueCounts.Of(report?.Sessions), changes?.Added ?? 0, changes?.Changed ?? 0,
            changes?.Unchanged ?? 0, changes?.Archived ?? 0, [.. (report?.Messages ?? []).Select(CatalogueMessage.Of)]);
    }
}

public sealed record CatalogueCounts(int Accepted, int Rejected)
{
    internal static CatalogueCounts Of(ItemCounts? counts) => new(counts?.Accepted ?? 0, counts?.Rejected ?? 0);
}

/// <param name="Severity">error or warning.</param>
/// <param name="Code">Of docs/import-codes.md.</param>
/// <param name="Line">Of an EDOF file; null for JSON.</param>
/// <param name="Formation">Its number, as the next two.</param>
public sealed record CatalogueMessage(
    string Severity, string Code, int? Line, string? Formation, string? Action, string? Session, string Text)
{
    internal static CatalogueMessage Of(ImportMessage message) =>
        new(message.Code.Severity.ToString().ToLowerInvariant(), message.Code.Code,
        message.Line, message.Formation, message.Action, message.Session, message.Text);
}
