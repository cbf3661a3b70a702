using Dapper;
using Marketplace.People.Accounts.Local;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.Web.SignIn.Passkeys;

/// <summary>
/// What ASP.NET Core Identity's passkey ceremonies ask of a store: who, and which keys. It changes nothing; keys are
/// added and removed by <see cref="PasskeyRegistry"/>, in one transaction with history and access log.
/// </summary>
public sealed class PasskeyStore(NpgsqlDataSource database) : IUserPasskeyStore<LocalAccount>
{
    private const string Keys = """
        SELECT credential_id, public_key, created_at, sign_count, transports, user_verified, backup_eligible, backed_up, attestation_object, client_data_json, name
        FROM passkey
        """;

    public Task<string> GetUserIdAsync(LocalAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(LocalAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public async Task<LocalAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(userId, out var id))
            return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<LocalAccount>(new CommandDefinition(
            $"{LocalAccount.Select} WHERE id = @id AND local AND disabled_at IS NULL", new { id }, cancellationToken: cancellationToken));
    }

    public async Task<LocalAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT account_id FROM passkey WHERE credential_id = @credentialId", new { credentialId },
            cancellationToken: cancellationToken));
        return id is null ? null : await FindByIdAsync(id.Value.ToString(), cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(LocalAccount user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(
            new CommandDefinition(
            $"{Keys} WHERE account_id = @Id ORDER BY created_at", new { user.Id }, cancellationToken: cancellationToken)))
            .Select(row => row.Read())];
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(LocalAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await GetPasskeysAsync(user, cancellationToken)).FirstOrDefault(key => key.CredentialId.AsSpan().SequenceEqual(credentialId));

    public Task AddOrUpdatePasskeyAsync(LocalAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw ReadsOnly();
    public Task RemovePasskeyAsync(LocalAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task SetUserNameAsync(LocalAccount user, string? userName, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task<string?> GetNormalizedUserNameAsync(LocalAccount user, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task SetNormalizedUserNameAsync(LocalAccount user, string? normalizedName, CancellationToken cancellationToken) =>
        throw ReadsOnly();
    public Task<LocalAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task<IdentityResult> CreateAsync(LocalAccount user, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task<IdentityResult> UpdateAsync(LocalAccount user, CancellationToken cancellationToken) => throw ReadsOnly();
    public Task<IdentityResult> DeleteAsync(LocalAccount user, CancellationToken cancellationToken) => throw ReadsOnly();

    public void Dispose()
    {
        // The data source is not ours.
    }

    private static NotSupportedException ReadsOnly() =>
        new("Accounts change through their own commands, which leave history and access log.");

    /// <summary>Named as the columns: Dapper cannot fill a constructor that takes an array.</summary>
    private sealed class Row
    {
        public byte[] Credential_id { get; init; } = [];
        public byte[] Public_key { get; init; } = [];
        public DateTime Created_at { get; init; }
        public long Sign_count { get; init; }
        public string[] Transports { get; init; } = [];
        public bool User_verified { get; init; }
        public bool Backup_eligible { get; init; }
        public bool Backed_up { get; init; }
        public byte[] Attestation_object { get; init; } = [];
        public byte[] Client_data_json { get; init; } = [];
        public string Name { get; init; } = "";

        public UserPasskeyInfo Read() =>
            new(Credential_id, Public_key, new DateTimeOffset(Created_at, TimeSpan.Zero), (uint)Sign_count, Transports, User_verified,
            Backup_eligible, Backed_up, Attestation_object, Client_data_json) { Name = Name };
    }
}
