using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Closures;

/// <summary>Closing days that providers declare: told to who asks for a place, while every delay runs on.</summary>
public sealed class ClosureDays(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Of one closing, in days.</summary>
    public const int Longest = 62;

    /// <summary>Announced ones of an establishment.</summary>
    private const int Most = 20;

    /// <summary>How long before they begin learners are told.</summary>
    private const int ToldDaysBefore = 30;

    /// <summary>Those that are not over, the next first.</summary>
    public Task<List<ClosureRow>> ComingAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        var today = clock.Today();
        return database.ReadAsync((ClosuresContext all) => all.Closures
            .Where(c => sirets.Contains(c.Siret) && c.WithdrawnAt == null && c.LastDay >= today).OrderBy(c => c.FirstDay)
                .ThenBy(c => c.Id).ToListAsync(cancel), cancel);
    }

    /// <summary>« L’organisme est fermé du … au … » for who waits for an answer; null: it is open for the next weeks.</summary>
    public static async Task<string?> SentenceAsync(NpgsqlConnection connection, string siret, DateOnly today, CancellationToken cancel)
    {
        await using var all = MarketplaceContext.On<ClosuresContext>(connection);
        var soon = today.AddDays(ToldDaysBefore);
        return await all.Closures.AsNoTracking()
            .Where(c => c.Siret == siret && c.WithdrawnAt == null && c.LastDay >= today && c.FirstDay <= soon)
            .OrderBy(c => c.FirstDay).FirstOrDefaultAsync(cancel) is { } next
            ? $"L’organisme est fermé {Words(next.FirstDay, next.LastDay)}. Les délais courent quand même." : null;
    }

    /// <inheritdoc cref="SentenceAsync(NpgsqlConnection, string, DateOnly, CancellationToken)"/>
    public async Task<string?> SentenceAsync(string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await SentenceAsync(connection, siret, clock.Today(), cancel);
    }

    /// <summary>« du 24 décembre 2026 au 2 janvier 2027 ».</summary>
    public static string Words(DateOnly first, DateOnly last) =>
        first == last ? $"le {DateText.Of(first)}" : $"du {DateText.Of(first)} au {DateText.Of(last)}";

    /// <summary>Announces closing days.</summary>
    /// <exception cref="ProcessRefusedException">They are over, too long or too many.</exception>
    public Task DeclareAsync(string siret, DateOnly first, DateOnly last, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (ClosuresContext all) =>
        {
            var today = clock.Today();
            if (last < first)
                throw new ProcessRefusedException("Le dernier jour vient avant le premier.");
            if (last < today || last.DayNumber - first.DayNumber >= Longest)
                throw new ProcessRefusedException($"Une fermeture n’est pas passée, et dure {Longest} jours au plus.");
            // Two windows: counted one after the other.
            await all.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('closed_days ' || {siret}))", cancel);
            if (await all.Closures.CountAsync(c => c.Siret == siret && c.WithdrawnAt == null && c.LastDay >= today, cancel) >= Most)
                throw new ProcessRefusedException($"Cet établissement a déjà {Most} fermetures annoncées.");
            all.Add(new ClosureRow { Siret = siret, FirstDay = first, LastDay = last, DeclaredAt = clock.GetUtcNow() });
            await LogAsync(all, siret, actor, cancel);
            return true;
        }, cancel);

    /// <summary>Takes closing days back.</summary>
    /// <returns>False: there is none such at these establishments.</returns>
    public Task<bool> WithdrawAsync(IReadOnlyCollection<string> sirets, Guid id, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (ClosuresContext all) =>
        {
            if (await all.Closures.SingleOrDefaultAsync(c => c.Id == id && sirets.Contains(c.Siret), cancel) is not { } found)
                return false;
            found.WithdrawnAt ??= clock.GetUtcNow();
            await LogAsync(all, found.Siret, actor, cancel);
            return true;
        }, cancel);

    private static Task LogAsync(ClosuresContext all, string siret, Actor actor, CancellationToken cancel) => AccessLog.WriteAsync(
        all.Connection, actor, new AccessEntry(Rights.BookingsProviderAct, AccessOperation.Change, Object: $"establishment:{siret}"),
        cancel);
}
