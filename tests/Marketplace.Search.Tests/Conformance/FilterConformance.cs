using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    private static readonly NearPoint NearLyon = new(45.7580, 4.8351);

    [Fact]
    public async Task Filter_ValuesOfOneParameter_AreAlternatives()
    {
        await using var index = await WithAsync(
            Action("a"), Action("b") with { Modality = Modalities.Blended }, Action("c") with { Modality = Modalities.Remote });
        Assert.Equal(["a", "b"], await SortedIdsAsync(index, Query() with { Modality = [Modalities.InPerson, Modalities.Blended] }));
    }

    [Fact]
    public async Task Filter_Accessibility_AllMustHold()
    {
        await using var index = await WithAsync(
            Action("a") with { Accessibility = [AccessibilityValues.Premises, AccessibilityValues.SignLanguage] },
            Action("b") with { Accessibility = [AccessibilityValues.Premises] },
            Action("c"));
        Assert.Equal(["a"], await IdsAsync(index, Query() with
        { Accessibility = [AccessibilityValues.Premises, AccessibilityValues.SignLanguage] }));
        Assert.Empty(await IdsAsync(index, Query() with { Accessibility = [AccessibilityValues.RemoteAdapted] }));
    }

    [Fact]
    public async Task Filter_Domain_TakesFirstDigits()
    {
        await using var index = await WithAsync(
            Action("a") with { Domains = ["326"] }, Action("b") with { Domains = ["334", "221"] }, Action("c"));
        Assert.Equal(["a"], await IdsAsync(index, Query() with { Domain = ["32"] }));
        Assert.Equal(["b"], await IdsAsync(index, Query() with { Domain = ["221"] }));
        Assert.Equal(["a", "b"], await SortedIdsAsync(index, Query() with { Domain = ["3"] }));
    }

    [Fact]
    public async Task Filter_MissingValue_NeverMatches()
    {
        await using var index = await WithAsync(Action("a") with { Place = null, Certification = new("rs", "RS1", "x", null) });
        Assert.Empty(await IdsAsync(index, Query() with { PriceMinCents = 0 }));
        Assert.Empty(await IdsAsync(index, Query() with { PriceMaxCents = long.MaxValue }));
        Assert.Empty(await IdsAsync(index, Query() with { HoursMin = 0 }));
        Assert.Empty(await IdsAsync(index, Query() with { MinRating = 0 }));
        Assert.Empty(await IdsAsync(index, Query() with { Departments = ["69"] }));
        Assert.Empty(await IdsAsync(index, Query() with { Level = [3] }));
        Assert.Empty(await IdsAsync(index, Query() with { Near = NearLyon, RadiusKm = 200 }));
        Assert.Empty(await IdsAsync(index, Query() with { SeatsLeft = 0 }));
        Assert.Empty(await IdsAsync(index, Query() with { Boxes = [new(-180, -90, 180, 90)] }));
    }

    [Fact]
    public async Task Filter_Bounds_IncludeTheirEnds()
    {
        await using var index = await WithAsync(Action("a") with { PriceCents = 1000, Hours = 35, Rating = new(4, 2) });
        var ends = Query() with { PriceMinCents = 1000, PriceMaxCents = 1000, HoursMin = 35, HoursMax = 35, MinRating = 4 };
        Assert.Equal(["a"], await IdsAsync(index, ends));
        Assert.Empty(await IdsAsync(index, ends with { PriceMaxCents = 999 }));
        Assert.Empty(await IdsAsync(index, ends with { HoursMin = 36 }));
    }

    [Fact]
    public async Task Near_RemotePassesUnlessExcluded_WithoutDistance()
    {
        await using var index = await WithAsync(
            Action("lyon"), Action("paris") with { Place = Paris }, Action("remote") with { Modality = Modalities.Remote, Place = Paris });
        var near = Query() with { Near = NearLyon, RadiusKm = 30, Collapse = false };
        Assert.Equal(["lyon", "remote"], await SortedIdsAsync(index, near));
        Assert.Equal(["lyon"], await IdsAsync(index, near with { Remote = RemoteMode.Exclude }));
        Assert.Equal(["remote"], await IdsAsync(index, near with { Remote = RemoteMode.Only }));
        var hits = (await FindAsync(index, near)).Hits.ToDictionary(h => h.Document.Id);
        Assert.Null(hits["remote"].DistanceKm);
        Assert.Equal(0, hits["lyon"].DistanceKm!.Value, 3);
    }

    [Fact]
    public async Task Near_OnlyRemoteInside_IsNotPlaceBound()
    {
        await using var index = await WithAsync(
            Action("paris") with { Place = Paris }, Action("remote") with { Modality = Modalities.Remote });
        var near = Query() with { Near = NearLyon, RadiusKm = 30 };
        Assert.False((await FindAsync(index, near)).PlaceBoundInside);
        Assert.True((await FindAsync(index, near with { Near = new(Paris.Lat!.Value, Paris.Lng!.Value) })).PlaceBoundInside);
    }

    [Fact]
    public async Task Session_ConditionsHoldForOneAndTheSame()
    {
        await using var index = await WithAsync(Action("a") with
        { Sessions = [Session("early", 10, guaranteed: true, seats: 2), Session("late", 60, guaranteed: false, seats: 9)] });
        var window = Query() with { StartAfter = Today.AddDays(40), StartBefore = Today.AddDays(80) };
        Assert.Equal("late", Assert.Single((await FindAsync(index, window)).Hits).NextSession!.Number);
        Assert.Empty(await IdsAsync(index, window with { Guaranteed = true }));
        Assert.Empty(await IdsAsync(index, Query() with { Guaranteed = true, SeatsLeft = 5 }));
        Assert.Equal(["a"], await IdsAsync(index, Query() with { Guaranteed = true, SeatsLeft = 2 }));
    }

    [Fact]
    public async Task Session_PastOrClosedOnly_IsNotFound()
    {
        await using var index = await WithAsync(
            Action("past") with { Sessions = [Session("s", -1)] },
            Action("closed") with { Sessions = [Session("s", 10, open: false)] },
            Action("today") with { Sessions = [Session("s", 0)] },
            Action("none") with { Sessions = [] });
        Assert.Equal(["today"], await IdsAsync(index, Query()));
        Assert.Empty(await IdsAsync(index, Query() with { Today = Today.AddDays(1) }));
    }

    [Fact]
    public async Task Session_PermanentEntry_FitsAnyWindow()
    {
        await using var index = await WithAsync(Action("a") with { PermanentEntry = true, Sessions = [Session("s", null)] }, Action("b"));
        var window = Query() with { StartAfter = Today.AddDays(300), StartBefore = Today.AddDays(310) };
        Assert.Equal(["a"], await IdsAsync(index, window));
        Assert.Empty(await IdsAsync(index, window with { Guaranteed = true }));
        Assert.Equal(["a"], await IdsAsync(index, Query() with { PermanentEntry = true }));
        Assert.Equal(["b"], await IdsAsync(index, Query() with { PermanentEntry = false }));
    }

    [Fact]
    public async Task NextSession_IsTheFirstOpenOneStillToCome()
    {
        await using var index = await WithAsync(Action("a") with
        { Sessions = [Session("later", 40), Session("past", -3), Session("closed", 5, open: false), Session("next", 20)] });
        Assert.Equal("next", Assert.Single((await FindAsync(index, Query())).Hits).NextSession!.Number);
    }

    [Fact]
    public async Task Facets_IgnoreTheirOwnFilterAndCountMissing()
    {
        await using var index = await WithAsync(
            Action("a") with { Pace = [Paces.FullTime, Paces.Weekdays] },
            Action("b") with { Modality = Modalities.Remote, Pace = [Paces.FullTime] },
            Action("c") with { Modality = Modalities.Blended });
        var result = await FindAsync(index, Query() with { Modality = [Modalities.InPerson], Pace = [Paces.FullTime] });
        Assert.Equal(1, result.Total);
        Assert.Equal(
            [new(Modalities.InPerson, 1), new(Modalities.Remote, 1)],
            result.Facets[Facets.Modality].OrderBy(f => f.Value));
        Assert.Equal(
            [new(Paces.FullTime, 1), new(Paces.Weekdays, 1)], result.Facets[Facets.Pace].OrderBy(f => f.Value));
        var all = await FindAsync(index, Query());
        Assert.Equal(new FacetCount(null, 1), all.Facets[Facets.Pace][^1]);
    }
}
