using Marketplace.Indexing.Outbox;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class OutboxReaderTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Read_ChangeOfALateCommit_IsDeliveredAlthoughItsNumberIsLower()
    {
        var reader = await StartAsync();
        await using var slow = await database.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await slow.BeginTransactionAsync(Cancel);
        await AddAsync(slow, 1);
        await AddAsync(2);

        Assert.Equal([2], await NextAsync(reader));
        await transaction.CommitAsync(Cancel);

        Assert.Equal([1], await NextAsync(reader));
        Assert.Empty(await NextAsync(reader));
    }

    [Fact]
    public async Task Read_WhileALongTransactionRuns_DeliversOthersOnceAndAtOnce()
    {
        var reader = await StartAsync();
        await using var slow = await database.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await slow.BeginTransactionAsync(Cancel);
        await AddAsync(slow, 1);

        await AddAsync(2);
        Assert.Equal([2], await NextAsync(reader));
        await AddAsync(3);
        Assert.Equal([3], await NextAsync(reader));
        Assert.Empty(await NextAsync(reader));
    }

    [Fact]
    public async Task Resume_AfterARestartDuringALongTransaction_DeliversTheOthersAgain()
    {
        var reader = await StartAsync();
        await using var slow = await database.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await slow.BeginTransactionAsync(Cancel);
        await AddAsync(slow, 1);
        await AddAsync(2);
        await NextAsync(reader);

        var restarted = new OutboxReader(database.Source, OutboxPosition.Parse(reader.Position.ToString())!);
        await transaction.CommitAsync(Cancel);

        Assert.Equal([1, 2], (await NextAsync(restarted)).Order());
    }

    [Fact]
    public async Task Read_UnconfirmedBatch_IsDeliveredAgain()
    {
        var reader = await StartAsync();
        await AddAsync(7);

        var lost = await reader.ReadAsync(Cancel);

        Assert.Equal([7], lost.ActionIds);
        Assert.Equal([7], await NextAsync(reader));
    }

    [Fact]
    public async Task Read_MoreRowsThanTheLimit_DeliversAllInParts()
    {
        var reader = new OutboxReader(database.Source, await OutboxReader.CurrentAsync(database.Source, Cancel), limit: 10);
        for (var i = 0; i < 25; i++)
            await AddAsync(i);

        var delivered = new List<long>();
        OutboxBatch batch;
        do
        {
            batch = await reader.ReadAsync(Cancel);
            delivered.AddRange(batch.ActionIds);
            reader.Confirm(batch);
        }
        while (batch.Full);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), delivered);
    }

    [Fact]
    public async Task CanResume_PositionOfAnotherDatabase_IsRefused()
    {
        var position = await OutboxReader.CurrentAsync(database.Source, Cancel);

        Assert.True(await OutboxReader.CanResumeAsync(database.Source, position, Cancel));
        Assert.False(await OutboxReader.CanResumeAsync(database.Source, position with { Epoch = Guid.NewGuid() }, Cancel));
        Assert.False(await OutboxReader.CanResumeAsync(database.Source, null, Cancel));
    }

    [Fact]
    public async Task CanResume_RowsAfterThePositionWerePurged_IsRefused()
    {
        var reader = await StartAsync();
        var old = reader.Position;
        await AddAsync(1);
        while (reader.Position == old)
            await NextAsync(reader);
        await using (var age = database.Source.CreateCommand("UPDATE outbox SET created_at = now() - interval '8 days'"))
            await age.ExecuteNonQueryAsync(Cancel);

        // Rows of transactions that may still be running anywhere on the server are spared until the next purge.
        while (await CountAsync() > 0)
            await new Marketplace.Indexing.Upkeep.OutboxPurge(database.Source).RunAsync(7, Cancel);

        Assert.False(await OutboxReader.CanResumeAsync(database.Source, old, Cancel));
        Assert.True(await OutboxReader.CanResumeAsync(database.Source, reader.Position, Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12:34")]
    [InlineData("not-a-guid:1:2")]
    [InlineData("00000000000000000000000000000000:-1:2")]
    public void Parse_ForeignText_IsNoPosition(string? text) => Assert.Null(OutboxPosition.Parse(text));

    private async Task<OutboxReader> StartAsync() => new(database.Source, await OutboxReader.CurrentAsync(database.Source, Cancel));

    private static async Task<IReadOnlyList<long>> NextAsync(OutboxReader reader)
    {
        var batch = await reader.ReadAsync(Cancel);
        reader.Confirm(batch);
        return batch.ActionIds;
    }

    private async Task<long> CountAsync()
    {
        await using var count = database.Source.CreateCommand("SELECT count(*) FROM outbox");
        return (long)(await count.ExecuteScalarAsync(Cancel))!;
    }

    private async Task AddAsync(long action)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        await AddAsync(connection, action);
    }

    private static async Task AddAsync(NpgsqlConnection connection, long action)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO outbox (action_id) VALUES ($1)", connection) { Parameters = { new() { Value = action } } };
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
