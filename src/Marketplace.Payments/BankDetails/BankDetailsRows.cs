using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Npgsql;

namespace Marketplace.Payments.BankDetails;

/// <summary>Rows of bank details, in the caller's transaction.</summary>
internal static class BankDetailsRows
{
    // A restored database has another epoch: what waited there may have been stopped since.
    public const string Read = """
        SELECT b.id, b.siret, b.organisation_id AS Organisation, b.state, b.country, b.ending, b.asked_by AS AskedBy,
            b.takes_effect_at AS TakesEffectAt, b.entry, b.epoch = e.epoch AS SameEpoch
        FROM bank_details b CROSS JOIN index_epoch e
        """;

    public static Task TakeTurnAsync(NpgsqlConnection connection, Guid organisation, string siret, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM organisation_siret WHERE organisation_id = @organisation AND siret = @siret FOR NO KEY UPDATE",
            new { organisation, siret }, cancellationToken: cancel));

    public static Task<BankDetailsRow?> FindAsync(NpgsqlConnection connection, string condition, object values, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<BankDetailsRow>(
            new CommandDefinition($"{Read} WHERE {condition}", values, cancellationToken: cancel));

    public static async Task WriteAsync(
        NpgsqlConnection connection, BankDetailsRow row, Actor actor, string @event, CancellationToken cancel)
    {
        await AccountHistory.AddAsync(connection, $"bank-details-{@event}", actor.AccountId, organisation: row.Organisation,
            detail: new { details = row.Id, row.Siret, row.Ending });
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(
            actor.Role == Roles.Public ? Rights.BankDetailsStop : Rights.BankDetailsChange, AccessOperation.Change,
            Object: $"bank-details:{row.Id}"), cancel);
    }
}

/// <param name="SameEpoch">The database was not restored since it was entered.</param>
internal sealed record BankDetailsRow(
    Guid Id, string Siret, Guid Organisation, string State, string Country, string Ending, Guid AskedBy, DateTime TakesEffectAt,
    Guid Entry, bool SameEpoch)
{
    public string Masked => Iban.Masked(Country, Ending);
}
