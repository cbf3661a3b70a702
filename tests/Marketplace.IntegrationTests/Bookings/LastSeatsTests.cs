using Marketplace.Catalogue.Seats;
using Marketplace.Payments.Cards;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Many people at once for a few seats.</summary>
public sealed class LastSeatsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task HundredPeople_AtOnceForThreeSeats_ThreeAreBooked_TheOthersAreToldSoAndNotCharged()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 3);
        var people = new List<(People.Access.Actor Holder, Guid Id)>();
        for (var n = 0; n < 100; n++)
        {
            var holder = await world.HolderAsync();
            people.Add((holder, await world.ProposedAsync(holder)));
        }
        var outcomes = await Task.WhenAll(people.Select(async person =>
        {
            try
            {
                var payment = await world.AcceptAsync(person.Id, person.Holder);
                Assert.Equal(CardOutcomes.Taken, await world.SayAsync(payment!.Value, CardEvent.Paid));
                return "booked";
            }
            catch (SessionFullException full)
            {
                return full.Message;
            }
        }));
        Assert.Equal(3, outcomes.Count(o => o == "booked"));
        Assert.Equal(97, outcomes.Count(o => o == "Cette session est complète : ses 3 places sont prises."));
        Assert.Equal((3, 3L), (await world.SeatsAsync(), await world.ScalarAsync<long>(
            "SELECT count(*) FROM card_payment p JOIN booking b ON b.id = p.booking WHERE b.session_id = @Session",
            new { world.Session })));
        await world.VerifyAsync();
    }
}
