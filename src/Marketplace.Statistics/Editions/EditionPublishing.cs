using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.Platform.Time;
using Marketplace.Statistics.Facts;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Statistics.Editions;

/// <param name="Month">The last month that it tells of.</param>
/// <param name="Withheld">Cells that are not shown.</param>
public sealed record Edition(int Number, DateOnly Month, int K, DateTime PublishedAt, int Withheld, byte[] Sha256);

/// <summary>
/// Publishes the edition of each month, once; what was published never changes, a corrected past comes with the next one.
/// </summary>
public sealed class EditionPublishing(NpgsqlDataSource database, StatisticsSettings settings, TimeProvider clock)
{
    /// <summary>The edition of the month that ended last, unless it is there or nothing is to be told.</summary>
    /// <returns>The new edition; null: nothing was due.</returns>
    public Task<Edition?> PublishDueAsync(CancellationToken cancel = default) => PublishAsync(Month.Of(clock.Today()) + -1, cancel);

    /// <summary>The edition of a month.</summary>
    /// <exception cref="InvalidOperationException">The audit found a cell that the edition would give away: nothing is
    /// published.</exception>
    public async Task<Edition?> PublishAsync(Month month, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(7420441)", cancellationToken: cancel));
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT FROM statistics_edition WHERE month >= @First)", new { month.First }, cancellationToken: cancel)))
                return null;
            var cells = await new EditionBuilder(new FactReader(connection), new Threshold(settings.K)).BuildAsync(month, cancel);
            if (cells.Count == 0)
                return null;
            if (DisclosureAudit.Run(cells, settings.K) is [var found, ..])
                throw new InvalidOperationException(
                    $"The edition of {month} would give away {found.Key}: between {found.Low} and {found.High}.");
            var edition = await WriteAsync(connection, month, cells, cancel);
            await transaction.CommitAsync(cancel);
            return edition;
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(7420441)");
        }
    }

    private async Task<Edition> WriteAsync(NpgsqlConnection connection, Month month, List<Cell> cells, CancellationToken cancel)
    {
        cells.Sort((one, other) => Compare(one.Key, other.Key));
        var edition = new Edition(
            await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT coalesce(max(number), 0) + 1 FROM statistics_edition", cancellationToken: cancel)),
            month.First, settings.K, clock.GetUtcNow().UtcDateTime, cells.Count(cell => cell.Figures is null), Digest(cells));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO statistics_edition (number, month, k, published_at, withheld, sha256)
            VALUES (@Number, @Month, @K, @PublishedAt, @Withheld, @Sha256)
            """, edition, cancellationToken: cancel));
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY statistics_cell (edition, basis, axis, node, "column", period, bookings, learners, amount, learner_amount, hours, parent) FROM STDIN (FORMAT BINARY)
            """, cancel);
        foreach (var (key, figures, parent) in cells)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(edition.Number, NpgsqlDbType.Integer, cancel);
            foreach (var text in new[] { key.Basis, key.Axis, key.Node, key.Column, key.Period })
                await copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
            foreach (var figure in Values(figures))
                if (figure is { } value)
                    await copy.WriteAsync(value, NpgsqlDbType.Bigint, cancel);
                else
                    await copy.WriteNullAsync(cancel);
            if (parent is null)
                await copy.WriteNullAsync(cancel);
            else
                await copy.WriteAsync(parent, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
        return edition;
    }

    private static byte[] Digest(List<Cell> cells)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var (key, figures, _) in cells)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.Basis}\0{key.Axis}\0{key.Node}\0{key.Column}\0{key.Period}\0"));
            foreach (var figure in Values(figures))
            {
                BinaryPrimitives.WriteInt64BigEndian(number, figure ?? -1);
                hash.AppendData(number);
            }
        }
        return hash.GetHashAndReset();
    }

    private static long?[] Values(Figures? f) => [f?.Bookings, f?.Learners, f?.Amount, f?.LearnerAmount, f?.Hours];

    private static int Compare(CellKey one, CellKey other)
    {
        foreach (var (a, b) in new[] { (one.Basis, other.Basis), (one.Axis, other.Axis), (one.Node, other.Node), (one.Column, other.Column),
            (one.Period, other.Period) })
            if (string.CompareOrdinal(a, b) is var order and not 0)
                return order;
        return 0;
    }
}

/// <summary>What an operator may set.</summary>
/// <param name="K">People that a published figure stands for at least.</param>
public sealed record StatisticsSettings(int K = StatisticsSettings.UsualK)
{
    public const int UsualK = 11;
}
