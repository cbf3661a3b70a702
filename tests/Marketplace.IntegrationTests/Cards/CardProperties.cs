using FsCheck;
using FsCheck.Fluent;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>Whatever happens in whatever order: money that came is with the holder, owed to the card or back on it, to the cent.</summary>
public sealed class CardProperties(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <param name="Kind">
    /// 0 and 1 paid, 2 refused, 3 abandoned, 4 time passes, 5 refund, 6 refunds are sent, 7 the last notification again, 8 disputed and
    /// won, 9
    /// open, 10 abandoned by the booking, 11 another amount.
    /// </param>
    public sealed record Happening(int Kind, int Payment, int Cents);

    private static readonly Gen<Happening> Happenings =
        from kind in Gen.Choose(0, 11)
        from payment in Gen.Choose(0, 2)
        from cents in Gen.Choose(1, 1_500)
        select new Happening(kind, payment, cents);

    [Fact]
    public async Task Happenings_InAnyOrder_LoseAndMakeNoCent()
    {
        CardWorld? last = null;
        Prop.ForAll(Happenings.ListOf().ToArbitrary(), happenings =>
        {
            last = PlayAsync([.. happenings]).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(40));
        await last!.VerifyAsync();
    }

    private async Task<CardWorld> PlayAsync(List<Happening> happenings)
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.LateVerdict = happenings.Count % 2 == 0 ? CardVerdict.Honoured : CardVerdict.Refund("card.too-late");
        var bookings = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToArray();
        var payments = new List<Guid>();
        foreach (var booking in bookings)
            payments.Add(await world.OpenAsync(1_000, booking));
        var (paid, n) = (new HashSet<Guid>(), 0);
        foreach (var happening in happenings)
        {
            var payment = payments[happening.Payment];
            var key = $"{world.Holder}/{(happening.Kind == 7 ? n - 1 : n++)}";
            switch (happening.Kind)
            {
                case 0 or 1 or 7:
                    if (await world.SayAsync(payment, CardEvent.Paid, key) is CardOutcomes.Taken)
                        Assert.True(paid.Add(payment), "Paid twice.");
                    break;
                case 2:
                    await world.SayAsync(payment, CardEvent.Refused, key);
                    break;
                case 3:
                    await world.SayAsync(payment, CardEvent.Abandoned, key);
                    break;
                case 4:
                    world.Clock.Now = world.Clock.Now.AddMinutes(happening.Cents / 50);
                    await world.Settlement.ExpireDueAsync(TestContext.Current.CancellationToken);
                    break;
                case 5:
                    await TryRefundAsync(world, payment, happening.Cents, key);
                    break;
                case 6:
                    // The sandbox never saw these pages: it refuses what it does not know, else an answer of ours says it is done.
                    world.Provider.RefuseWith = happening.Cents % 3 == 0
                        ? CardRefundAnswer.Later("Pas maintenant.") : CardRefundAnswer.Done(key);
                    await world.Sending.RunAsync(TestContext.Current.CancellationToken);
                    break;
                case 8:
                    await world.SayAsync(payment, CardEvent.Disputed, key);
                    await world.SayAsync(payment, CardEvent.DisputeWon, $"{key}/won");
                    break;
                case 9:
                    if (paid.Count < 3)
                        payments[happening.Payment] = await world.OpenAsync(1_000, bookings[happening.Payment]);
                    break;
                case 10:
                    await world.AbandonAsync(payment);
                    break;
                default:
                    Assert.NotEqual(CardOutcomes.Taken, await world.SayAsync(payment, CardEvent.Paid, key, cents: 1_001));
                    break;
            }
        }
        var asked = await world.ScalarAsync<long>(
            "SELECT coalesce(sum(r.amount), 0)::bigint FROM card_refund r JOIN card_payment p ON p.id = r.payment WHERE p.holder = @Holder",
            new { world.Holder });
        Assert.Equal((paid.Count * 1_000) - asked, await world.AvailableAsync());
        return world;
    }

    private static async Task TryRefundAsync(CardWorld world, Guid payment, long cents, string key)
    {
        try
        {
            await world.RefundAsync(payment, cents, key);
        }
        catch (ProcessRefusedException)
        {
            // Nothing was paid, or less is left: the sums below say whether that was right.
        }
    }
}
