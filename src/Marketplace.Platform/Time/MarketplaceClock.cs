using Dapper;
using Npgsql;

namespace Marketplace.Platform.Time;

/// <summary>
/// The clock that rules read. In Development it can be moved forward: the offset lives in PostgreSQL, so that every
/// process agrees. Elsewhere the offset is zero and nothing reads it. Tokens, cookies and one-time codes keep
/// <see cref="TimeProvider.System"/>.
/// </summary>
public sealed class MarketplaceClock : TimeProvider
{
    private readonly NpgsqlDataSource? _database;
    private long _offsetSeconds;

    private MarketplaceClock(NpgsqlDataSource? database) => _database = database;

    /// <summary>The channel on which processes tell each other that the offset changed.</summary>
    public const string Channel = "clock";

    /// <summary>Real time, which cannot be moved.</summary>
    public static MarketplaceClock Fixed { get; } = new(null);

    /// <summary>A clock that follows the offset in the database.</summary>
    public static async Task<MarketplaceClock> MovableAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        var clock = new MarketplaceClock(database);
        await clock.RefreshAsync(cancel);
        return clock;
    }

    /// <summary>How far ahead of real time the clock is.</summary>
    public TimeSpan Offset => TimeSpan.FromSeconds(Interlocked.Read(ref _offsetSeconds));

    public bool CanMove => _database is not null;

    /// <summary>Whether an offset is one that <see cref="MoveForwardAsync"/> would accept.</summary>
    public bool CanMoveTo(TimeSpan offset) => CanMove && offset > Offset && offset <= Furthest;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(50 * 365);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    /// <summary>Reads the offset again; another process may have moved it.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        if (_database is null)
            return;
        await using var connection = await _database.OpenConnectionAsync(cancel);
        var offset = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT offset_seconds FROM clock", cancellationToken: cancel));
        Interlocked.Exchange(ref _offsetSeconds, offset);
    }

    /// <summary>Moves the clock of all processes forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not forward, or beyond 50 years in all.</exception>
    public async Task MoveForwardAsync(TimeSpan by, CancellationToken cancel = default)
    {
        if (!CanMoveTo(Offset + by))
            throw new ArgumentOutOfRangeException(nameof(by), by, "The clock moves forward only, by 50 years in all.");
        await WriteAsync("UPDATE clock SET offset_seconds = offset_seconds + @seconds", (long)by.TotalSeconds, cancel);
    }

    /// <summary>Back to real time.</summary>
    public Task ResetAsync(CancellationToken cancel = default) =>
        WriteAsync("UPDATE clock SET offset_seconds = @seconds", 0, cancel);

    private async Task WriteAsync(string sql, long seconds, CancellationToken cancel)
    {
        if (_database is null)
            throw new InvalidOperationException("This clock shows real time and cannot be moved.");
        await using (var connection = await _database.OpenConnectionAsync(cancel))
            await connection.ExecuteAsync(
                new CommandDefinition($"{sql}; SELECT pg_notify('{Channel}', '')", new { seconds }, cancellationToken: cancel));
        await RefreshAsync(cancel);
    }
}
