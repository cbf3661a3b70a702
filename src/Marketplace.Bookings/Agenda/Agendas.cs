using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Agenda;

/// <summary>Reads dossiers with their moments. Whoever calls has written the look-up into the access log.</summary>
public sealed class Agendas(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    /// <summary>Dossiers of one account; more are not shown.</summary>
    public const int Most = 200;

    /// <summary>Of a holder, all that are not discarded, those that change last first.</summary>
    public Task<IReadOnlyList<DossierAgenda>> OfAccountAsync(Guid account, CancellationToken cancel) =>
        database.ReadAsync((BookingsContext all) => ReadAsync(all,
            all.Bookings.Where(b => b.AccountId == account && b.DiscardedAt == null)
                .OrderByDescending(b => b.ChangedAt).ThenBy(b => b.Id).Take(Most), cancel), cancel);

    /// <summary>Of one; null: the key's scope sees none.</summary>
    public Task<DossierAgenda?> FindAsync(DossierKey key, CancellationToken cancel) => database.ReadAsync(async (BookingsContext all) =>
        (await ReadAsync(all, all.Bookings.Where(b => b.Id == key.Id), cancel)).SingleOrDefault(agenda => key.Sees(agenda.Row)), cancel);

    private async Task<IReadOnlyList<DossierAgenda>> ReadAsync(BookingsContext all, IQueryable<BookingRow> wanted, CancellationToken cancel)
    {
        var rows = await wanted.ToListAsync(cancel);
        var ids = rows.Select(row => row.Id).ToList();
        var deadlines = (await all.Deadlines.Where(d => ids.Contains(d.BookingId) && d.DoneAt == null).ToListAsync(cancel))
            .ToLookup(d => d.BookingId);
        var rules = new Dictionary<string, RulesInForce>();
        foreach (var stamp in rows.Select(row => row.RuleSet).OfType<string>().Distinct())
            rules[stamp] = await RuleSets.LoadAsync(all.Connection, book, stamp, cancel);
        var today = book.On(clock.Today());
        return [.. rows.Select(row => DossierAgenda.Of(row, deadlines[row.Id], row.RuleSet is { } stamp ? rules[stamp] : today))];
    }
}
