namespace Marketplace.Statistics.Editions;

/// <summary>A booking as disclosure control sees it.</summary>
/// <param name="Learner">Pseudonym.</param>
/// <param name="Validated">Index of the month.</param>
/// <param name="Entered">Index of the month; null: not yet, or never.</param>
/// <param name="Codes">By <see cref="PublicFamily.Attributes"/>.</param>
/// <param name="Parts">Cents by <see cref="PublicFamily.Sources"/>.</param>
public sealed record Fact(
    long Learner, int Validated, int? Entered, string[] Codes, long Amount, long[] Parts, int Hours)
{
    /// <summary>Paid by the learner.</summary>
    public long LearnerAmount => Parts[0];
}
