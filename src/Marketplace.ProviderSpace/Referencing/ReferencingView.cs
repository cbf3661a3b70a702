using Marketplace.Platform.Decisions;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>A referencing as pages show it.</summary>
/// <param name="Id">Null: the provider is referenced without a row, since an import of the operator brought it.</param>
/// <param name="Name">As the application or the catalogue says it.</param>
/// <param name="State">Of <see cref="ReferencingProcess"/>.</param>
/// <param name="Reason">Of the last decision.</param>
/// <param name="Until">Last day of the measure that runs.</param>
/// <param name="Version">For who decides on it.</param>
/// <param name="Clocks">Those that run.</param>
/// <param name="History">First first.</param>
public sealed record ReferencingView(
    Guid? Id, string? Siret, string? Name, string State, Guid? ApplicantId, Guid? OrganisationId, ApplicationContent Content,
    string? Reason,
    DateOnly? Until, DateTime? SubmittedAt, string Version, IReadOnlyList<ReferencingClock> Clocks, IReadOnlyList<ReferencingStep> History)
{
    internal static ReferencingView WithoutRow(string siret, string name) => new(
        null, siret, name, ReferencingProcess.Referenced, null, null, new(), null, null, null, StateVersion.Of("without-row", siret), [],
        []);
}

/// <summary>Until when something is to be done.</summary>
/// <param name="Kind">completeness, decision or measure-ends.</param>
/// <param name="Late">The last day is over.</param>
public sealed record ReferencingClock(string Kind, DateOnly LastDay, bool Late);

/// <summary>Something that happened.</summary>
/// <param name="Event">Of <see cref="ReferencingProcess"/>.</param>
public sealed record ReferencingStep(DateTime At, string Event, string ToState, string? Reason, DateOnly? Until);

/// <summary>An application that waits for the operator.</summary>
/// <param name="LastDay">Of the clock that runs out first.</param>
public sealed record WaitingApplication(Guid Id, string Siret, string? Name, string State, DateTime SubmittedAt, DateOnly? LastDay);

/// <summary>A measure of the last years against an establishment of the same company.</summary>
public sealed record PastMeasure(string Siret, string Event, DateTime At);
