using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

public sealed class IdentityVaultTests : IAsyncLifetime
{
    private const string Nir = "269054958815780";
    private readonly TestDatabase _database = new();
    private readonly IdentityVault _vault = new(TestKeys.Old);
    private NpgsqlConnection _connection = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _connection = await _database.Source.OpenConnectionAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Store_IsFoundByItsValueAndOpens()
    {
        var id = await StoreAsync("nir", Nir);
        Assert.Equal(id, await _vault.FindAsync(_connection, "nir", Nir, Cancel));
        Assert.Equal(Nir, await OpenAsync(id));
        Assert.Null(await _vault.FindAsync(_connection, "nir", "169054958815780", Cancel));
        Assert.Null(await _vault.FindAsync(_connection, "passport", Nir, Cancel));
    }

    [Fact]
    public async Task Find_NothingEverStored_FindsNothingAndWritesNothing()
    {
        Assert.Null(await _vault.FindAsync(_connection, "nir", Nir, Cancel));
        Assert.Equal(0, await _connection.ExecuteScalarAsync<int>("SELECT count(*) FROM vault_lookup_key"));
    }

    [Fact]
    public async Task Store_LargeDocumentWithoutLookup_OpensUnchanged()
    {
        var document = RandomNumberGenerator.GetBytes(3_000_000);
        var id = await _vault.StoreAsync(_connection, "document", document, null, Cancel);
        var second = await _vault.StoreAsync(_connection, "document", document, null, Cancel);
        Assert.NotEqual(id, second);
        Assert.Equal(document, await _vault.OpenAsync(_connection, id, Cancel));
    }

    [Fact]
    public async Task Store_RolledBack_LeavesNothingAndLaterOnesAreFound()
    {
        await using (var transaction = await _connection.BeginTransactionAsync(Cancel))
            await StoreAsync("nir", Nir);
        Assert.Null(await _vault.FindAsync(_connection, "nir", Nir, Cancel));
        var id = await StoreAsync("nir", Nir);
        Assert.Equal(id, await new IdentityVault(TestKeys.Old).FindAsync(_connection, "nir", Nir, Cancel));
    }

    [Fact]
    public async Task Store_SameValueTwiceUnderAKind_ViolatesTheUniqueLookup()
    {
        await StoreAsync("nir", Nir);
        await StoreAsync("other", Nir);
        var failure = await Assert.ThrowsAsync<PostgresException>(() => StoreAsync("nir", Nir));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, failure.SqlState);
    }

    [Fact]
    public async Task Lookup_ManyProcessesAtOnce_AgreeOnTheKey()
    {
        var hashes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var connection = await _database.Source.OpenConnectionAsync(Cancel);
            return Convert.ToHexString(await new IdentityVault(TestKeys.Old).LookupAsync(connection, "pivot", Nir, Cancel));
        }));
        Assert.Single(hashes.Distinct());
    }

    [Theory]
    [InlineData("sealed")]
    [InlineData("wrapped_key")]
    public async Task Open_TamperedRow_IsRefused(string column)
    {
        var id = await StoreAsync("nir", Nir);
        await _connection.ExecuteAsync(
            $"UPDATE vault_entry SET {column} = set_byte({column}, length({column}) - 1, get_byte({column}, length({column}) - 1) # 1)");
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(id));
    }

    [Fact]
    public async Task Open_OtherKind_IsRefused()
    {
        var id = await StoreAsync("nir", Nir);
        await _connection.ExecuteAsync("UPDATE vault_entry SET kind = 'document'");
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(id));
    }

    [Theory]
    [InlineData("sealed = a.sealed")]
    [InlineData("sealed = a.sealed, wrapped_key = a.wrapped_key")]
    public async Task Open_TextOfAnotherRow_IsRefused(string copied)
    {
        var a = await StoreAsync("nir", Nir);
        var b = await StoreAsync("nir", "169054958815780");
        await _connection.ExecuteAsync($"UPDATE vault_entry b SET {copied} FROM vault_entry a WHERE a.id = @a AND b.id = @b", new { a, b });
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(b));
        Assert.Equal(Nir, await OpenAsync(a));
    }

    [Fact]
    public async Task Table_Dumped_HoldsNeitherTheValueNorAKeyInClear()
    {
        await StoreAsync("nir", Nir);
        var dump = string.Join(
            '\n', await _connection.QueryAsync<string>(
            "SELECT e::text FROM vault_entry e UNION ALL SELECT k::text FROM vault_lookup_key k"));
        Assert.DoesNotContain(Nir, dump);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(Nir)), dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Nir))), dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(TestKeys.First), dump, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Remove_TakesTheRowAway()
    {
        var id = await StoreAsync("nir", Nir);
        await _vault.RemoveAsync(_connection, id, Cancel);
        await _vault.RemoveAsync(_connection, id, Cancel);
        Assert.Null(await _vault.FindAsync(_connection, "nir", Nir, Cancel));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => OpenAsync(id));
    }

    private Task<Guid> StoreAsync(string kind, string value) =>
        _vault.StoreAsync(_connection, kind, Encoding.UTF8.GetBytes(value), value, Cancel);

    private async Task<string> OpenAsync(Guid id) => Encoding.UTF8.GetString(await _vault.OpenAsync(_connection, id, Cancel));
}
