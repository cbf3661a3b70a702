using System.Diagnostics;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.ProviderSpace.Dashboard;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Referencing;

/// <summary>A provider's dashboard counts what its staff have to look at, of their establishments alone.</summary>
public sealed class DashboardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_CountsOffersActionsSessionsAndWhatIsDue()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var accepted = await world.AcceptedAsync(await world.HolderAsync());
        await world.SentAsync(await world.HolderAsync(), session: await world.SessionAsync("S2"));
        var view = await ReadAsync(world);
        Assert.Equal(new CatalogueCounts(1, 0, 1, 0, 0, 1, 1), view.Catalogue with { ExpiredActions = 0 });
        var filling = Assert.Single(view.Filling);
        Assert.Equal(("S1", 1, 1), (filling.Number, filling.Taken, filling.Capacity));
        Assert.Equal(BookingProcess.ProviderSilent, Assert.Single(view.Due).Event);
        Assert.Equal(new EstablishmentState(world.Siret, false, false), Assert.Single(view.Establishments));

        // On the first day an entry is to be declared.
        world.MoveTo((await world.RowAsync(accepted)).Starts!.Value);
        Assert.Contains((await ReadAsync(world)).Due, d => d is { Event: BookingDues.EntryDeclaration, Count: 1 });
    }

    [Fact]
    public async Task Dashboard_OfClosedAndArchivedOnes_SaysHowMany_AndNothingOfOthers()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var other = await BookingWorld.CreateAsync(database.Source);
        await world.ExecuteAsync("""
            UPDATE session SET open = false WHERE action_id IN (SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret)
            """, new { world.Siret });
        var closed = (await ReadAsync(world)).Catalogue;
        Assert.Equal((1, 1, 1, 0), (closed.Offers, closed.Actions, closed.ClosedActions, closed.OpenSessions));
        await using (var import = await CatalogueImport.BeginAsync(database.Source, world.Siret, Stop))
            await import.CommitAsync(true, Stop);
        var archived = (await ReadAsync(world)).Catalogue;
        Assert.Equal((0, 1, 0), (archived.Offers, archived.ArchivedOffers, archived.Actions));
        Assert.Equal(1, (await ReadAsync(other)).Catalogue.Offers);
    }

    /// <summary>However large the catalogue is: one round trip that counts sets. The time it takes is told, not judged.</summary>
    [Fact]
    public async Task Dashboard_OfTenThousandActions_CountsAll()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await world.ExecuteAsync("""
            WITH more AS (
                INSERT INTO action (offer_id, number, public_id, content, content_hash, price_cents, price_exclusive_cents, vat_rate, modality, permanent_entry)
                SELECT a.offer_id, 'N' || n, a.public_id || '-' || n, a.content, a.content_hash, a.price_cents, a.price_exclusive_cents, a.vat_rate,
                    a.modality, a.permanent_entry
                FROM action a JOIN offer o ON o.id = a.offer_id CROSS JOIN generate_series(1, 9999) n WHERE o.siret = @Siret RETURNING id)
            INSERT INTO session (action_id, number, starts, ends, open, guaranteed, content, content_hash)
            SELECT m.id, s.number, s.starts, s.ends, s.open, s.guaranteed, s.content, s.content_hash FROM more m CROSS JOIN session s WHERE s.id = @Session;
            ANALYZE action; ANALYZE session; ANALYZE offer
            """, new { world.Siret, world.Session });
        var counts = (await ReadAsync(world)).Catalogue;
        Assert.Equal((10_000, 0, 10_001), (counts.Actions, counts.ClosedActions, counts.OpenSessions));
        var took = Stopwatch.StartNew();
        await ReadAsync(world);
        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 actions: {took.ElapsedMilliseconds} ms");
    }

    private Task<DashboardView> ReadAsync(BookingWorld world) =>
        new DashboardReader(database.Source, world.Clock).ReadAsync([world.Siret], Stop);
}
