using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Testing;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Seats;

/// <summary>Many want the same seats in the same moment, and files come in between.</summary>
public sealed class SeatsAtOnceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly SeatStage stage = new(database);

    [Fact]
    public async Task Take_AHundredAtOnceForThreeSeats_ThreeHaveOneAndNinetySevenAreToldSo()
    {
        var session = (await stage.PublishAsync(3))[0];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            try
            {
                await stage.TakeAsync(session, Guid.NewGuid());
                return "taken";
            }
            catch (SessionFullException)
            {
                return "full";
            }
        }, TestContext.Current.CancellationToken)));

        Assert.Equal((3, 97), (outcomes.Count(o => o == "taken"), outcomes.Count(o => o == "full")));
        Assert.Equal((3, 3), await stage.CountAsync(session));
    }

    [Fact]
    public async Task Move_BothWaysAtOnceWhileFilesComeIn_NobodyWaitsForEver()
    {
        var sessions = await stage.PublishAsync(30, 30);
        var bookings = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        for (var i = 0; i < bookings.Count; i++)
            await stage.TakeAsync(sessions[i % 2], bookings[i]);

        var moves = bookings.Select((booking, i) => Task.Run(async () =>
        {
            for (var step = 1; step <= 6; step++)
                await stage.MoveAsync(booking, sessions[(i + step) % 2]);
        }, TestContext.Current.CancellationToken));
        // Each file changes the action or archives a session, renames it or moves it in the order.
        var files = Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
                await stage.ImportAsync(new AcceptedOffer(
                    Offer() with { Title = $"CAP Cuisine {i / 4}" },
                    [Accepted(Action(), (i % 4) switch
                    {
                        0 => [Session("S2"), Session("S1")],
                        1 => [Session("S1"), Session("S2")],
                        2 => [Session("S2")],
                        _ => [Session("S2"), Session("S1") with { Guaranteed = i % 8 == 3 }],
                    })]));
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll([.. moves, files]);

        Assert.Equal(((10, 10), (10, 10)), (await stage.CountAsync(sessions[0]), await stage.CountAsync(sessions[1])));
    }
}
