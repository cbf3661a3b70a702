using System.Text;
using System.Xml.Linq;
using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

public sealed class VaultRotationTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
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
    public async Task Rotate_Everything_OpensWithTheNewKeyAlone()
    {
        var entry = await StoreAsync("1");
        var text = await TextAsync(entry);
        var account = await AddAccountAsync(TestKeys.Old.Seal("totp"u8, SealPurpose.Totp));
        await AddAccountAsync(null);
        await _connection.ExecuteAsync("INSERT INTO session_key (token_hash, account_id, method, device, expires_at, logout_hint) VALUES ('a', @account, 'franceconnect', '', now(), @hint)",
            new { account, hint = TestKeys.Old.Seal("hint"u8, SealPurpose.Logout) });
        await MailQueue.EnqueueAsync(
            _connection, TestKeys.Old, new MailMessage("activation", "a@b.fr", new Dictionary<string, string>()), Cancel);
        await _connection.ExecuteAsync("INSERT INTO mail (template, sent_at) VALUES ('activation', now())");
        await _connection.ExecuteAsync("INSERT INTO data_protection_key (name, xml) VALUES ('key', @xml)",
            new { xml = $"<key>{SealedXml.Seal(new("secret", "valeur"), TestKeys.Old)}</key>" });
        await _connection.ExecuteAsync("""
            INSERT INTO webhook (siret, sandbox, url, events, secret, previous_secret, previous_until)
            VALUES ('12345678901234', false, 'https://a.example', ARRAY['booking'], @secret, @secret, now())
            """, new { secret = TestKeys.Old.Seal("secret"u8, SealPurpose.Webhook) });

        Assert.Equal(new RotationReport(1, 1, 1, 1, 1, 1, 2), await RotateAsync());

        var vault = new IdentityVault(TestKeys.New);
        Assert.Equal(entry, await vault.FindAsync(_connection, "nir", "1", Cancel));
        Assert.Equal("1", Encoding.UTF8.GetString(await vault.OpenAsync(_connection, entry, Cancel)));
        Assert.Equal(text, await TextAsync(entry));
        Assert.Equal("totp", await OpenedAsync("SELECT totp_secret FROM account WHERE totp_secret IS NOT NULL", SealPurpose.Totp));
        Assert.Equal("hint", await OpenedAsync("SELECT logout_hint FROM session_key", SealPurpose.Logout));
        Assert.Contains("a@b.fr", await OpenedAsync("SELECT payload FROM mail WHERE payload IS NOT NULL", SealPurpose.Mail));
        Assert.Equal("secret", await OpenedAsync("SELECT previous_secret FROM webhook", SealPurpose.Webhook));
        var key = XElement.Parse((await _connection.ExecuteScalarAsync<string>("SELECT xml FROM data_protection_key"))!);
        Assert.Equal("valeur", SealedXml.Open(key.Elements().Single(), TestKeys.New).Value);
        Assert.Equal(0, (await RotateAsync()).Total);
    }

    [Fact]
    public async Task Rotate_InterruptedInTheMiddle_GoesOn()
    {
        await StoreManyAsync(1_200);
        using var stop = new CancellationTokenSource();
        var rotation = new VaultRotation(_database.Source, TestKeys.Both);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotation.RunAsync(new Tell(done =>
        {
            if (done >= 500)
                stop.Cancel();
        }), stop.Token));
        Assert.Equal(500, await RotatedAsync());
        Assert.Equal(700, (await RotateAsync()).Entries);
        Assert.Equal(1_200, await RotatedAsync());
    }

    [Fact]
    public async Task Rotate_TwoAtOnce_ShareTheWork()
    {
        await StoreManyAsync(1_200);
        var reports = await Task.WhenAll(RotateAsync(), RotateAsync());
        Assert.Equal(1_200, reports.Sum(report => report.Entries));
        Assert.Equal(1_200, await RotatedAsync());
    }

    [Fact]
    public async Task Rotate_RowHeldMeanwhile_IsWaitedFor()
    {
        await StoreManyAsync(3);
        Task<RotationReport> rotation;
        await using (var transaction = await _connection.BeginTransactionAsync(Cancel))
        {
            await _connection.ExecuteAsync("SELECT FROM vault_entry ORDER BY id LIMIT 1 FOR UPDATE");
            rotation = RotateAsync();
            await Eventually.SeeAsync("rotated entries", RotatedAsync, rotated => rotated >= 2);
            Assert.False(rotation.IsCompleted);
        }
        Assert.Equal(3, (await rotation).Entries);
    }

    [Fact]
    public async Task Rotate_KeyMissing_NamesItAndKeepsTheRow()
    {
        var id = await StoreAsync("1");
        var failure = await Assert.ThrowsAsync<SetupException>(
            () => new VaultRotation(_database.Source, TestKeys.New).RunAsync(cancel: Cancel));
        Assert.Contains("La clé maîtresse old manque", failure.Message);
        Assert.Equal("1", Encoding.UTF8.GetString(await new IdentityVault(TestKeys.Old).OpenAsync(_connection, id, Cancel)));
    }

    [Fact]
    public async Task Rotate_DamagedSecret_NamesTheRow()
    {
        var account = await AddAccountAsync(TestKeys.Old.Seal("totp"u8, "something else"));
        var failure = await Assert.ThrowsAsync<SetupException>(() => RotateAsync());
        Assert.Contains($"account (ligne {account})", failure.Message);
    }

    private Task<RotationReport> RotateAsync() => new VaultRotation(_database.Source, TestKeys.Both).RunAsync(cancel: Cancel);

    private Task<Guid> StoreAsync(string value) =>
        new IdentityVault(TestKeys.Old).StoreAsync(_connection, "nir", Encoding.UTF8.GetBytes(value), value, Cancel);

    private async Task StoreManyAsync(int count)
    {
        var vault = new IdentityVault(TestKeys.Old);
        await using var transaction = await _connection.BeginTransactionAsync(Cancel);
        for (var i = 0; i < count; i++)
            await vault.StoreAsync(_connection, "nir", new byte[15], null, Cancel);
        await transaction.CommitAsync(Cancel);
    }

    private Task<Guid> AddAccountAsync(byte[]? secret) =>
        _connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, totp_secret) VALUES ('operator', @secret) RETURNING id", new { secret });

    private Task<byte[]> TextAsync(Guid id) => BytesAsync($"SELECT sealed FROM vault_entry WHERE id = '{id}'");

    private async Task<string> OpenedAsync(string sql, string purpose) =>
        Encoding.UTF8.GetString(TestKeys.New.Open(await BytesAsync(sql), purpose));

    private async Task<byte[]> BytesAsync(string sql) => (await _connection.ExecuteScalarAsync<byte[]>(sql))!;

    private Task<int> RotatedAsync() => _connection.ExecuteScalarAsync<int>("SELECT count(*) FROM vault_entry WHERE key_id = 'new'");

    private sealed class Tell(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
