using System.Text.Json;
using Dapper;
using Npgsql;

namespace Marketplace.Money.Regulation;

/// <summary>
/// Rules frozen for good: what a booking was accepted under, or a credit computed with. Kept whole in the database, so
/// that a later correction of the rule book does not reach them.
/// </summary>
public static class RuleSets
{
    /// <summary>Keeps the rules, if they are not kept yet, in the caller's transaction.</summary>
    /// <returns>Their stamp.</returns>
    public static async Task<string> FreezeAsync(NpgsqlConnection connection, RulesInForce rules, CancellationToken cancel = default)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO rule_set (stamp, since, entries) VALUES (@Stamp, @Since, @entries::jsonb) ON CONFLICT DO NOTHING",
            new { rules.Stamp, rules.Since, entries = JsonSerializer.Serialize(rules.Entries.ToDictionary(e => e.Key.Name, Kept)) },
            cancellationToken: cancel));
        return rules.Stamp;
    }

    /// <summary>
    /// The rules that a stamp names: from the book where it still has them, else from the database. A rule that the program
    /// has come to know since is taken from the book, on the day of the stamp.
    /// </summary>
    /// <exception cref="KeyNotFoundException">Nothing was ever frozen under this stamp.</exception>
    public static async Task<RulesInForce> LoadAsync(
        NpgsqlConnection connection, RuleBook book, string stamp, CancellationToken cancel = default)
    {
        if (book.Find(stamp) is { } known)
            return known;
        var row = await connection.QuerySingleOrDefaultAsync<(DateOnly Since, string? Entries)>(new CommandDefinition(
            "SELECT since, entries::text FROM rule_set WHERE stamp = @stamp", new { stamp }, cancellationToken: cancel));
        if (row.Entries is null)
            throw new KeyNotFoundException($"No rules were frozen as {stamp}.");
        var kept = JsonSerializer.Deserialize<Dictionary<string, KeptRule>>(row.Entries)!;
        return new RulesInForce([.. RuleKeys.All.Select(key => kept.TryGetValue(key.Name, out var rule)
            ? new RuleEntry(key, rule.From, null, rule.Value, rule.References, rule.Basis, rule.Confidence, rule.Note)
            : book.On(row.Since).Entry(key))]);
    }

    private static KeptRule Kept(RuleEntry entry) =>
        new(entry.From, entry.Text, entry.References, entry.Basis, entry.Confidence, entry.Note);

    private sealed record KeptRule(
        DateOnly From, string Value, IReadOnlyList<string> References, string Basis, char Confidence, string Note);
}
