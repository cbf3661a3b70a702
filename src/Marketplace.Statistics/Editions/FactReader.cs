using Marketplace.Statistics.Facts;
using Npgsql;

namespace Marketplace.Statistics.Editions;

/// <summary>Facts as disclosure control needs them.</summary>
internal interface IFactSource
{
    /// <summary>The first month with a validated booking; null: there is none.</summary>
    Task<Month?> FirstAsync(CancellationToken cancel);

    /// <summary>Validated from a month on, before another.</summary>
    Task<List<Fact>> ValidatedAsync(Month from, Month before, CancellationToken cancel);

    /// <summary>Entered from a month on, before another.</summary>
    Task<List<Fact>> EnteredAsync(Month from, Month before, CancellationToken cancel);

    /// <summary>Validated before the end, and not entered before the beginning.</summary>
    Task<List<Fact>> PendingAsync(Month from, Month before, CancellationToken cancel);
}

/// <summary>Reads the facts of the database, in the snapshot of the connection's transaction.</summary>
internal sealed class FactReader(NpgsqlConnection connection) : IFactSource
{
    private const string Columns = """
        learner, validated, entered, price, hours, learner_part, rights_part, volunteering_part, employer_part, opco_part, state_part, region_part,
        jobseeking_part, other_part, domain_group, domain, certification_type, modality, training_region, training_department, residence_region,
        residence_department, age_class, sex, situation, status, price_class, hours_class
        """;

    private readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);

    public async Task<Month?> FirstAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT min(validated) FROM statistics_booking", connection);
        return await command.ExecuteScalarAsync(cancel) is DateOnly first ? Month.Of(first) : null;
    }

    public Task<List<Fact>> ValidatedAsync(Month from, Month before, CancellationToken cancel) =>
        ReadAsync("validated >= $1 AND validated < $2", from, before, cancel);

    public Task<List<Fact>> EnteredAsync(Month from, Month before, CancellationToken cancel) =>
        ReadAsync("validated IS NOT NULL AND entered >= $1 AND entered < $2", from, before, cancel);

    public Task<List<Fact>> PendingAsync(Month from, Month before, CancellationToken cancel) =>
        ReadAsync("validated < $2 AND (entered IS NULL OR entered >= $1)", from, before, cancel);

    private async Task<List<Fact>> ReadAsync(string which, Month from, Month before, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {Columns} FROM statistics_booking WHERE {which}", connection) { CommandTimeout = 600 };
        command.Parameters.Add(new() { Value = from.First });
        command.Parameters.Add(new() { Value = before.First });
        var facts = new List<Fact>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var parts = new long[PublicFamily.Sources.Count];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = reader.GetInt64(5 + i);
            var codes = new string[PublicFamily.Attributes.Count];
            for (var i = 0; i < codes.Length; i++)
                codes[i] = Once(reader.GetString(5 + parts.Length + i));
            facts.Add(new(reader.GetInt64(0), Month.Of(reader.GetFieldValue<DateOnly>(1)).Index,
                reader.IsDBNull(2) ? null : Month.Of(reader.GetFieldValue<DateOnly>(2)).Index, codes, reader.GetInt64(3), parts,
                reader.GetInt32(4)));
        }
        return facts;
    }

    /// <summary>Few codes, in millions of facts.</summary>
    private string Once(string code) => _codes.TryGetValue(code, out var known) ? known : _codes[code] = code;
}
