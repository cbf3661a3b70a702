using Dapper;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>Reads holders. Whoever calls has written the look-up into the access log.</summary>
public sealed class HolderStore(NpgsqlDataSource database)
{
    private const int Shown = 20;

    private const string Select = """
        SELECT a.id, a.email, h.birth_name, h.birth_given_names, h.birth_date, h.sex, h.birth_place, h.birth_country,
            h.identity_status, h.identity_source, h.identity_note, h.nir_status, h.nir_findings, a.created_at, h.identity_at, h.nir_at
        FROM holder h JOIN account a ON a.id = h.account_id
        """;

    /// <summary>The holder, or null when there is none with this account.</summary>
    public async Task<HolderRecord?> FindAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, account, lockRow: false);
    }

    internal static async Task<HolderRecord?> FindAsync(NpgsqlConnection connection, Guid account, bool lockRow)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"{Select} WHERE h.account_id = @account{(lockRow ? " FOR UPDATE OF h" : "")}", new { account });
        return row?.Read();
    }

    /// <summary>Holders with an address, or with a name at birth and a birth date; 20 at most.</summary>
    public async Task<IReadOnlyList<HolderRecord>> SearchAsync(
        string? email, string? birthName, DateOnly? birthDate, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"""
            {Select}
            WHERE (@email::text IS NOT NULL AND a.kind = 'holder' AND a.email = @email)
                OR (@birthName::text IS NOT NULL AND h.birth_date = @birthDate AND lower(h.birth_name) = lower(@birthName))
            ORDER BY h.birth_name, h.birth_given_names, a.id LIMIT {Shown}
            """, new { email = email?.ToLowerInvariant(), birthName, birthDate }, cancellationToken: cancel));
        return [.. rows.Select(row => row.Read())];
    }

    /// <summary>Holders for whom an operator has to decide something, longest wait first; 100 at most.</summary>
    public async Task<IReadOnlyList<HolderRecord>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"""
            {Select} WHERE h.identity_status = 'submitted' OR h.nir_status = 'mismatch'
            ORDER BY least(h.identity_at, h.nir_at), a.id LIMIT 100
            """, cancellationToken: cancel));
        return [.. rows.Select(row => row.Read())];
    }

    /// <summary>Named as the columns: Dapper cannot fill a constructor that takes an array.</summary>
    private sealed class Row
    {
        public Guid Id { get; init; }
        public string? Email { get; init; }
        public string? Birth_name { get; init; }
        public string? Birth_given_names { get; init; }
        public DateOnly? Birth_date { get; init; }
        public string? Sex { get; init; }
        public string? Birth_place { get; init; }
        public string? Birth_country { get; init; }
        public string Identity_status { get; init; } = "";
        public string? Identity_source { get; init; }
        public string? Identity_note { get; init; }
        public string Nir_status { get; init; } = "";
        public string[] Nir_findings { get; init; } = [];
        public DateTime Created_at { get; init; }
        public DateTime? Identity_at { get; init; }
        public DateTime? Nir_at { get; init; }

        public HolderRecord Read() => new(
            Id, Email,
            Birth_name is null ? null : new PivotIdentity(Birth_name, Birth_given_names!, Birth_date!.Value,
                Sex == "female" ? Holders.Sex.Female : Holders.Sex.Male, Birth_place, Birth_country!),
            Identity_status, Identity_source, Identity_note, Nir_status, Nir_findings, Created_at, Identity_at, Nir_at);
    }
}
