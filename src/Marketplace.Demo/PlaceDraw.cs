using Marketplace.Catalogue.Places;

namespace Marketplace.Demo;

/// <summary>Draws communes by population: where people are, training is.</summary>
internal sealed class PlaceDraw
{
    private readonly (Place[] Places, long[] Cumulated) all;
    private readonly Dictionary<string, (Place[] Places, long[] Cumulated)> byDepartment;

    public PlaceDraw(PlaceDirectory directory)
    {
        var parents = directory.All.Where(p => p.Parent is not null).Select(p => p.Parent!).ToHashSet();
        // Someone must live there, and the post must come.
        var places = directory.All.Where(p => !parents.Contains(p.Insee) && p.Population > 0 && p.Postcodes.Count > 0)
            .OrderBy(p => p.Insee, StringComparer.Ordinal).ToArray();
        all = Cumulate(places);
        byDepartment = places.GroupBy(p => p.Department).ToDictionary(g => g.Key, g => Cumulate([.. g]));
    }

    public Place Anywhere(Draw draw) => Pick(all, draw);

    public Place In(string department, Draw draw) => Pick(byDepartment[department], draw);

    private static (Place[], long[]) Cumulate(Place[] places)
    {
        var sums = new long[places.Length];
        long sum = 0;
        for (var i = 0; i < places.Length; i++)
            sums[i] = sum += places[i].Population;
        return (places, sums);
    }

    private static Place Pick((Place[] Places, long[] Cumulated) from, Draw draw)
    {
        var at = Array.BinarySearch(from.Cumulated, (long)(draw.Share() * from.Cumulated[^1]) + 1);
        return from.Places[at >= 0 ? at : ~at];
    }
}
