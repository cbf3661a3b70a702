using System.Text;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Finds actions of one formation that a learner could not tell apart (30056, 30057). Same means: modality, place
/// (commune and street, whatever the name on the door), language, pedagogy, disability arrangements and price incl. VAT.
/// Only accepted actions count: a refused one must not keep out a good one behind it.
/// </summary>
internal sealed class ActionTwins
{
    /// <summary>30057 fires below this difference, in hours.</summary>
    private const int Hours = 10;

    private readonly Dictionary<string, List<(int Taught, int Learning, string Number)>> accepted = [];

    /// <summary>A new formation begins.</summary>
    public void Clear() => accepted.Clear();

    /// <summary>The code and the earlier action with which this one collides; null when none.</summary>
    public (ImportCode Code, string Number)? Find(TrainingAction action)
    {
        if (!accepted.TryGetValue(Key(action), out var others))
            return null;
        var (taught, learning) = Durations(action);
        (ImportCode, string)? close = null;
        foreach (var other in others)
        {
            // Time taught and learning time are both "duration": a real difference in either tells two actions apart.
            var difference = Math.Max(Math.Abs(taught - other.Taught), Math.Abs(learning - other.Learning));
            if (difference == 0)
                return (ImportCodes.SameAction, other.Number);
            if (difference < Hours)
                close ??= (ImportCodes.AlmostSameAction, other.Number);
        }
        return close;
    }

    public void Add(TrainingAction action)
    {
        var key = Key(action);
        if (!accepted.TryGetValue(key, out var others))
            accepted[key] = others = [];
        var (taught, learning) = Durations(action);
        others.Add((taught, learning, action.Number));
    }

    private static (int Taught, int Learning) Durations(TrainingAction action)
    {
        var taught = action.HoursInCentre is null && action.HoursInCompany is null ? (int?)null
            : (action.HoursInCentre ?? 0) + (action.HoursInCompany ?? 0);
        return (taught ?? action.LearningHours ?? 0, action.LearningHours ?? taught ?? 0);
    }

    private static string Key(TrainingAction action)
    {
        var place = action.Place.Address;
        var key = new StringBuilder(200);
        key.Append((int)action.Modality).Append('|').Append(action.Fees.InclusiveCents);
        foreach (var part in (ReadOnlySpan<string?>)
            [place?.Postcode, place?.City, place?.Country ?? "FR", place?.StreetNumber, place?.StreetKind, place?.StreetName, place?.Line5,
             action.Language, action.Pedagogy, action.DisabilityAccess, action.DisabilityArrangements])
        {
            key.Append('|').Append(part?.Trim().ToUpperInvariant());
        }
        return key.ToString();
    }
}
