using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Demo.History;

/// <summary>
/// Years of made-up dossiers, calibrated on published figures, for dashboards that live: with their history, lines and ledger, so that
/// <c>ledger verify</c> holds. Written by sets, not by the commands that people use, which would take hours.
/// </summary>
public sealed class DemoHistory(NpgsqlDataSource database, ReferenceDataStore reference, RuleBook book, TimeProvider clock)
{
    public const int UsualBookings = 20_000;
    public const int UsualYears = 6;
    private const int Batch = 2_500;
    private const string Mark = "demo-history";

    /// <summary>Makes the past, unless there is one already or nothing was ever published.</summary>
    /// <param name="progress">Told how many dossiers are written so far.</param>
    /// <returns>How many were made.</returns>
    public async Task<int> EnsureAsync(int bookings, int years, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(7420443)", cancellationToken: cancel));
        try
        {
            var done = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                "SELECT checksum FROM seed_file WHERE name = @Mark", new { Mark }, cancellationToken: cancel));
            var sessions = await SessionsAsync(connection, cancel);
            if (done is not null || sessions.Count == 0)
                return 0;
            var first = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT count(*)::int FROM booking WHERE id BETWEEN @from AND @to",
                new { from = HistoryDraw.Id(0), to = HistoryDraw.Id(int.MaxValue) }, cancellationToken: cancel));
            await WriteAsync(sessions, bookings, years, first, progress, cancel);
            await connection.ExecuteAsync(
                new CommandDefinition("INSERT INTO seed_file (name, checksum) VALUES (@Mark, @told) ON CONFLICT DO NOTHING",
                new { Mark, told = $"{bookings} {years}" }, cancellationToken: cancel));
            return bookings - first;
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(7420443)");
        }
    }

    private async Task WriteAsync(
        IReadOnlyList<HistorySession> sessions, int bookings, int years, int first, IProgress<int>? progress, CancellationToken cancel)
    {
        var today = clock.Today();
        var draw = new HistoryDraw(sessions, reference.Current.Places, today, bookings);
        var months = Spread(bookings, years, today);
        for (var from = first; from < bookings; from += Batch)
        {
            var batch = Enumerable.Range(from, Math.Min(Batch, bookings - from)).Select(i => draw.Draw(i, months[i])).ToList();
            await database.InTransactionAsync(async connection =>
            {
                var rules = new Dictionary<DateOnly, string>();
                foreach (var day in batch.Where(b => b.Accepted is not null).Select(b => ParisTime.DateOf(b.Accepted!.Value)).Distinct())
                    rules[day] = await RuleSets.FreezeAsync(connection, book.On(day), cancel);
                await connection.ExecuteAsync(new CommandDefinition(HistoryStatements.Stage, cancellationToken: cancel));
                await CopyAsync(connection, batch, rules, cancel);
                foreach (var statement in HistoryStatements.All)
                    await connection.ExecuteAsync(new CommandDefinition(
                        statement, new { fund = DemoPeople.Fund, rights = CounterCodes.FranceCompetences, bank = CounterCodes.Bank },
                        commandTimeout: 300, cancellationToken: cancel));
            }, cancel);
            progress?.Report(from + batch.Count);
        }
    }

    /// <summary>The month of each dossier, in their order.</summary>
    internal static DateOnly[] Spread(int bookings, int years, DateOnly today)
    {
        var last = new DateOnly(today.Year, today.Month, 1);
        var months = Enumerable.Range(0, years * 12).Select(i => last.AddMonths(i - (years * 12) + 1)).Where(m => m >= RuleBook.Begins)
            .ToList();
        var weights = months.Select(HistoryFigures.Weight).ToList();
        var (all, spread, sum) = (weights.Sum(), new DateOnly[bookings], 0.0);
        for (var (i, at) = (0, 0); i < months.Count; i++)
        {
            sum += weights[i];
            for (var until = i == months.Count - 1 ? bookings : (int)(bookings * sum / all); at < until; at++)
                spread[at] = months[i];
        }
        return spread;
    }

    private static async Task<IReadOnlyList<HistorySession>> SessionsAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<(long Id, string? Domain, string Certification, string? Insee, long Price, int? Hours)>(new CommandDefinition("""
            SELECT DISTINCT ON (a.id) s.id, c.nsf[1], c.code, CASE WHEN a.modality = 2 THEN NULL ELSE a.insee END, a.price_cents, a.hours
            FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id JOIN certification c ON c.code = o.certification_code
            WHERE a.archived_at IS NULL AND a.price_cents > 0 AND o.siret LIKE '999%' AND o.siret <> @Siret ORDER BY a.id, s.id
            """, new { DemoCourses.Siret }, cancellationToken: cancel)))
            .Select(row => new HistorySession(row.Id, row.Domain ?? "", row.Certification, row.Insee, row.Price, row.Hours ?? 20))];

    private static async Task CopyAsync(
        NpgsqlConnection connection, List<HistoryBooking> batch, Dictionary<DateOnly, string> rules, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY history_stage FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var b in batch)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(b.Id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(HistoryDraw.Id(-1 - b.Person), NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(b.Session, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(b.State, NpgsqlDbType.Text, cancel);
            foreach (var moment in new[] { b.Requested, b.Proposed, b.Accepted, b.Ended })
                await WriteAsync(moment, NpgsqlDbType.TimestampTz);
            await WriteAsync(b.Accepted is { } at ? ParisTime.DateOf(at) : (DateOnly?)null, NpgsqlDbType.Date);
            foreach (var day in new DateOnly?[] { b.Starts, b.Ends, b.Entry })
                await WriteAsync(day, NpgsqlDbType.Date);
            foreach (var cents in new[] { b.Price, b.Participation, b.Annual, b.TopUp, b.Rest })
                await copy.WriteAsync(cents, NpgsqlDbType.Bigint, cancel);
            foreach (var text in new[] { b.Exemption, b.TopUpKind, b.Accepted is { } day2 ? rules[ParisTime.DateOf(day2)] : null,
                b.AgeClass, b.Sex, b.Situation, b.Residence })
                if (text is null)
                    await copy.WriteNullAsync(cancel);
                else
                    await copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);

        async Task WriteAsync<T>(T? value, NpgsqlDbType type) where T : struct
        {
            if (value is { } there)
                await copy.WriteAsync(there, type, cancel);
            else
                await copy.WriteNullAsync(cancel);
        }
    }
}
