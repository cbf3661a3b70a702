using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class NodePoolTests
{
    private readonly ManualClock clock = new();
    private readonly NodePool pool;

    public NodePoolTests() => pool = new NodePool([new Uri("http://a:1"), new Uri("http://b:1")], clock);

    [Fact]
    public void Failed_AgainAndAgain_RestsTwiceAsLongUpToThirtySeconds()
    {
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            var pick = PickA();
            pool.Failed(pick!.Value);
            clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Null(PickA());
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void Failed_ByManyCallsAtOnce_CountsOnce()
    {
        var picks = Enumerable.Range(0, 20).Select(_ => pool.Next([])).Where(p => p.Node.Address.Host == "a").ToList();
        picks.ForEach(pool.Failed);
        clock.Advance(NodePool.ShortestRest);
        Assert.NotNull(PickA());
    }

    [Fact]
    public void Next_RestIsOver_OneCallFindsOutWhileOthersGoElsewhere()
    {
        pool.Failed(PickA()!.Value);
        clock.Advance(NodePool.ShortestRest);
        Assert.NotNull(PickA());
        Assert.Null(PickA());
    }

    [Fact]
    public void Answered_ByACallFromBeforeTheFailure_DoesNotEndTheRest()
    {
        var (early, late) = (PickA()!.Value, PickA()!.Value);
        pool.Failed(late);
        pool.Answered(early);
        Assert.Null(PickA());
    }

    [Fact]
    public void Next_AllRest_IsTheOneThatFailedFirst()
    {
        var (a, b) = (pool.Next([]), pool.Next([]));
        pool.Failed(b);
        pool.Next([]);
        pool.Failed(pool.Next([]));
        Assert.Equal(b.Node, pool.Next([]).Node);
        Assert.NotEqual(a.Node, b.Node);
    }

    [Fact]
    public void Next_OneNodeTakesLong_GetsFewer()
    {
        var slow = pool.Next([]);
        for (var i = 0; i < 4; i++)
        {
            var quick = pool.Next([]);
            Assert.NotEqual(slow.Node, quick.Node);
            pool.Ended(quick, answered: true);
        }
        pool.Ended(slow, answered: true);
        Assert.Equal(2, Enumerable.Range(0, 2).Select(_ => pool.Next([]).Node).Distinct().Count());
    }

    [Fact]
    public void Next_OneNodeTookLongLately_IsLeftOutUntilTheOtherHasAsMuchToDo()
    {
        var slow = pool.Next([]);
        Take(pool.Next([]), 20);
        Take(slow, 780);
        // 800 ms against 20 ms.
        for (var i = 0; i < 40; i++)
            Assert.NotEqual(slow.Node, pool.Next([]).Node);
        Assert.Contains(slow.Node, Enumerable.Range(0, 40).Select(_ => pool.Next([]).Node));
    }

    [Fact]
    public void Next_OneNodeIsTakingLongNow_IsLeftOutBeforeItHasAnswered()
    {
        var slow = pool.Next([]);
        Take(pool.Next([]), 20);
        clock.Advance(TimeSpan.FromMilliseconds(780));
        for (var i = 0; i < 40; i++)
            Assert.NotEqual(slow.Node, pool.Next([]).Node);
    }

    [Fact]
    public void Next_AWriteTakesLong_SaysNothingOfSearches()
    {
        pool.Next([], search: false);
        clock.Advance(TimeSpan.FromSeconds(10));
        pool.Next([]);
        Assert.Equal(2, Enumerable.Range(0, 2).Select(_ => pool.Next([]).Node).Distinct().Count());
    }

    [Fact]
    public void Second_TheOtherNodeWouldTakeAsLong_IsNone()
    {
        var first = pool.Next([]);
        pool.Next([first.Node]);
        clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Null(pool.Second(first.Node, [first.Node]));
    }

    [Theory]
    [InlineData(500)] // It still rests.
    [InlineData(30_000)] // Its rest is over, and it has not answered yet.
    public void Second_TheOtherNodeFailed_IsNone(int milliseconds)
    {
        var first = pool.Next([]);
        pool.Failed(pool.Next([first.Node]));
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Null(pool.Second(first.Node, [first.Node]));
    }

    [Fact]
    public void Second_AnEarlierTryOfTheCallFailed_IsTheThirdNode()
    {
        var three = new NodePool([new Uri("http://a:1"), new Uri("http://b:1"), new Uri("http://c:1")], clock);
        var broken = three.Next([]);
        three.Failed(broken);
        three.Ended(broken, answered: false);
        var slow = three.Next([broken.Node]);
        clock.Advance(TimeSpan.FromMilliseconds(500));
        var second = three.Second(slow.Node, [broken.Node, slow.Node])!.Value.Node;
        Assert.Equal(3, new[] { broken.Node, slow.Node, second }.Distinct().Count());
    }

    [Fact]
    public void Ended_GivenUpBeforeItAnswered_DoesNotMakeTheNodeQuicker()
    {
        var slow = pool.Next([]);
        Take(pool.Next([slow.Node]), 20);
        Take(slow, 780);
        var again = pool.Next([pool.Next([slow.Node]).Node]);
        Assert.Equal(slow.Node, again.Node);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        pool.Ended(again, answered: false);
        for (var i = 0; i < 20; i++)
            Assert.NotEqual(slow.Node, pool.Next([]).Node);
    }

    [Fact]
    public void Refused_Quickly_GetsNoMoreForThat()
    {
        var busy = pool.Next([]);
        Take(pool.Next([busy.Node]), 20);
        pool.Answered(busy);
        pool.Refused(busy);
        pool.Ended(busy, answered: false);
        for (var i = 0; i < 20; i++)
            Assert.NotEqual(busy.Node, pool.Next([]).Node);
    }

    [Fact]
    public void Second_EverySearchTakesLong_IsGivenToOneOfTen()
    {
        var (slow, given) = (pool.Next([]).Node, 0);
        clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 500; i++)
        {
            pool.Ended(pool.Next([slow]), answered: true);
            if (pool.Second(slow, [slow]) is { } second)
            {
                given++;
                pool.Ended(second, answered: true);
            }
        }
        Assert.InRange(given, 50, 62);
    }

    [Fact]
    public void Next_OneNodeTookLongAMinuteAgo_IsAskedAgain()
    {
        var slow = pool.Next([]);
        Take(slow, 800);
        clock.Advance(TimeSpan.FromMinutes(1));
        Take(pool.Next([slow.Node]), 20);
        Assert.Contains(slow.Node, Enumerable.Range(0, 2).Select(_ => pool.Next([]).Node));
    }

    [Fact]
    public void Next_OneNodeIsJustBack_IsAskedLittle()
    {
        var other = pool.Next([]);
        Take(other, 20);
        pool.Failed(pool.Next([other.Node]));
        clock.Advance(NodePool.ShortestRest);
        var back = pool.Next([other.Node]);
        pool.Answered(back);
        pool.Ended(back, answered: false);
        for (var i = 0; i < 40; i++)
            Assert.Equal(other.Node, pool.Next([]).Node);
    }

    [Fact]
    public void Next_NodesThatTakeAboutAsLong_ComeInTurn()
    {
        Take(pool.Next([]), 20);
        Take(pool.Next([]), 17);
        for (var i = 0; i < 4; i++)
            Assert.Equal(2, Enumerable.Range(0, 2).Select(_ => pool.Next([]).Node).Distinct().Count());
    }

    private void Take(NodePick pick, int milliseconds)
    {
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        pool.Ended(pick, answered: true);
    }

    [Fact]
    public void Next_ACallThatTriedOne_GetsAnother()
    {
        var first = pool.Next([]).Node;
        Assert.NotEqual(first, pool.Next([first]).Node);
        Assert.NotEqual(first, pool.Next([first]).Node);
    }

    private NodePick? PickA()
    {
        for (var i = 0; i < 4; i++)
            if (pool.Next([], search: false) is { Node.Address.Host: "a" } pick)
                return pick;
        return null;
    }
}
