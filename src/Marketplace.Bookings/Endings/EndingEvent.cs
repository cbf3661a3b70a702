using System.Collections.Frozen;

namespace Marketplace.Bookings.Endings;

/// <summary>What ends a booking.</summary>
public enum EndingKind
{
    LearnerCancels,
    ProviderCancels,
    FunderRefuses,
    /// <summary>Sortie de formation.</summary>
    Exit,
}

/// <summary>Because of whom a training was not followed to its end.</summary>
public enum EndingLiability
{
    Learner,
    Provider,
}

/// <summary>An end that happens, or would.</summary>
/// <param name="On">In Paris.</param>
/// <param name="ForceMajeure">On the learner's side; counts for a late cancellation and for an exit.</param>
/// <param name="Rate">Of an exit: completion in percent, 0 to 100.</param>
/// <param name="Liable">Of an exit below 100 without force majeure; else it does not count.</param>
public sealed record EndingEvent(
    EndingKind Kind, DateOnly On, bool ForceMajeure = false, int? Rate = null, EndingLiability? Liable = null)
{
    /// <summary>The words of the API.</summary>
    public static readonly FrozenDictionary<string, EndingKind> Kinds = new Dictionary<string, EndingKind>
    {
        ["learner-cancels"] = EndingKind.LearnerCancels,
        ["provider-cancels"] = EndingKind.ProviderCancels,
        ["funder-refuses"] = EndingKind.FunderRefuses,
        ["exit"] = EndingKind.Exit,
    }.ToFrozenDictionary();

    /// <summary>The words of the API.</summary>
    public static readonly FrozenDictionary<string, EndingLiability> Liabilities = new Dictionary<string, EndingLiability>
    {
        ["learner"] = EndingLiability.Learner,
        ["provider"] = EndingLiability.Provider,
    }.ToFrozenDictionary();
}
