using Marketplace.Web.Searching.Log;
using Xunit;

namespace Marketplace.IntegrationTests.QueryLog;

public sealed class VisitorMarksTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private readonly Clock clock = new();

    [Fact]
    public void Mark_SameAddressAndText_IsTheSameAllWeek()
    {
        var marks = new VisitorMarks(clock);
        var first = marks.Of("192.0.2.1", "soudeur");
        clock.Now = new(2026, 11, 29, 22, 59, 0, TimeSpan.Zero);
        Assert.Equal(first, marks.Of("192.0.2.1", "soudeur"));
        // Monday in Paris: another key, another counting.
        clock.Now = clock.Now.AddMinutes(2);
        Assert.NotEqual(first.Counting, marks.Of("192.0.2.1", "soudeur").Counting);
    }

    [Fact]
    public void Mark_OtherTextsOfOneAddress_CannotBeTiedTogether()
    {
        var marks = new VisitorMarks(clock);
        var ofTexts = Enumerable.Range(0, 200).Select(n => marks.Of("192.0.2.1", $"texte {n}").Visitor).Distinct().Count();
        Assert.True(ofTexts > 190, $"{ofTexts} marks");
    }

    [Fact]
    public void Mark_OfAnotherProcess_IsAnother()
    {
        Assert.NotEqual(new VisitorMarks(clock).Of("192.0.2.1", "soudeur").Counting,
            new VisitorMarks(clock).Of("192.0.2.1", "soudeur").Counting);
    }

    [Fact]
    public void Mark_ManyAddresses_CountsNoMoreThanThereAre()
    {
        var marks = new VisitorMarks(clock);
        var counted = Enumerable.Range(0, 1000).Select(n => marks.Of($"192.0.2.{n}", "soudeur").Visitor).Distinct().Count();
        Assert.InRange(counted, 950, 1000);
    }
}
