using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>What the chosen sort and the published rule look at in a document that fits.</summary>
internal sealed class MatchScoring(QueryPlan plan, Steering? steering, Vocabularies vocabularies)
{
    /// <summary>How much nearer or rightly levelled results gain.</summary>
    public const float SteeringGain = 1.6f;

    /// <summary>Levels in a score of one.</summary>
    public const float LevelsInOne = 20;

    private readonly SearchQuery query = plan.Query;
    private readonly int steeredLevel = steering?.Level is { } level
        ? vocabularies[OrdinalColumn.Level].Find(level.ToString(CultureInfo.InvariantCulture)) : -1;

    public Match Of(int view, Segment segment, int document, float textScore)
    {
        var remote = Bits.Contains(segment.Remote, document);
        var distance = query.Near is { } near && !remote
            ? GeoDistance.Km(near.Lat, near.Lng, segment.Lat[document], segment.Lng[document]) : double.PositiveInfinity;
        var score = Steer(segment, document, remote, textScore);
        return new Match(view, document, Key(segment, document, distance, score), distance, score);
    }

    private float Steer(Segment segment, int document, bool remote, float score)
    {
        if (steering is null)
            return score;
        var gain = 1f;
        if (steeredLevel >= 0 && segment[OrdinalColumn.Level][document] == steeredLevel)
            gain *= SteeringGain;
        if (steering.Near is { } point && !remote
            && GeoDistance.Km(point.Lat, point.Lng, segment.Lat[document], segment.Lng[document]) <= steering.RadiusKm)
            gain *= SteeringGain;
        // Without words a steered document still comes first.
        return score > 0 ? score * gain : gain - 1;
    }

    private double Key(Segment segment, int document, double distance, float score) => query.Sort switch
    {
        SearchSort.Distance => distance,
        SearchSort.Price => segment.Prices[document] < 0 ? double.PositiveInfinity : segment.Prices[document],
        SearchSort.Rating => double.IsNaN(segment.Ratings[document]) ? double.PositiveInfinity : -segment.Ratings[document],
        SearchSort.StartDate => plan.Sessions.FirstStart(segment, document) is { } day && day != SessionColumns.NoStart
            ? day : double.PositiveInfinity,
        _ => -LevelOf(score),
    };

    /// <summary>Scores of one level are equal: the published rule for ties decides, not a rounding.</summary>
    public static int LevelOf(float score) => (int)MathF.Round(score * LevelsInOne);

    /// <summary>The same for many, several at a time.</summary>
    public static void LevelsOf(ReadOnlySpan<float> scores, Span<int> levels)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var wideLevels = MemoryMarshal.Cast<int, Vector<int>>(levels);
        for (var i = 0; i < wide.Length; i++)
            wideLevels[i] = Vector.ConvertToInt32(Vector.Round(wide[i] * LevelsInOne));
        for (var i = wide.Length * Vector<float>.Count; i < scores.Length; i++)
            levels[i] = LevelOf(scores[i]);
    }
}
