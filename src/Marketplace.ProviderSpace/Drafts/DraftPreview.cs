using Dapper;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>An action of a draft as the record that a published one is read as, so that the same page shows both.</summary>
public sealed class DraftPreview(NpgsqlDataSource database, ReferenceDataStore reference, TimeProvider clock)
{
    /// <summary>The record that publishing would make.</summary>
    public async Task<ActionRecord> RecordAsync(string siret, Offer offer, AcceptedAction action, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (name, nda, qualiopi) = await connection.QuerySingleOrDefaultAsync<(string? Name, string? Nda, string[]? Qualiopi)>(
            new CommandDefinition(
            "SELECT name, nda, qualiopi FROM provider WHERE siret = @siret", new { siret }, cancellationToken: cancel));
        var known = reference.Current.Certifications;
        var blocks = known.Blocks(offer.CertificationCode).ToDictionary(b => b.Code, b => b.Title);
        var certification = known.ByCode(offer.CertificationCode);
        return new(PublicId.Of(siret, offer.Number, action.Action.Number), offer, action.Action,
            new(siret, name ?? $"Organisme {siret}", nda, qualiopi ?? []),
            new(CertificationKind.Of(offer.CertificationCode, offer.Blocks, blocks.Keys), offer.CertificationCode,
                certification?.Title ?? offer.Title, certification?.Level, certification?.Active ?? true, certification?.Expires,
                [.. offer.Blocks.Select(code => new ActionBlock(code, blocks.GetValueOrDefault(code)))]),
            action.Location.Place?.Insee, action.Location.Lat, action.Location.Lng, Archived: false, clock.GetUtcNow().UtcDateTime,
            [.. action.Sessions.Select(session => new ActionSession(
                session, action.Capacities is { } seats && seats.TryGetValue(session.Number, out var capacity) ? capacity : null, 0))]);
    }
}
