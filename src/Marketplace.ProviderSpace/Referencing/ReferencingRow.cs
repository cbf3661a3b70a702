using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Decisions;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>A provider's referencing: an application, what was decided, the measure that runs.</summary>
public sealed class ReferencingRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Null: the applicant has not said it yet.</summary>
    public string? Siret { get; set; }

    /// <summary>Of <see cref="ReferencingProcess"/>, which alone moves it.</summary>
    public required string State { get; init; }

    /// <summary>Null: an import of the operator brought the provider.</summary>
    public Guid? ApplicantId { get; init; }

    /// <summary>That an acceptance made.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>An <see cref="ApplicationContent"/>.</summary>
    public string Content { get; set; } = "{}";

    /// <summary>Of the last decision, as it was told.</summary>
    public string? Reason { get; init; }

    /// <summary>Last day of a suspension or delisting.</summary>
    public DateOnly? Until { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>For who decides on it.</summary>
    public string Version => StateVersion.Of(Id, RowVersion);

    /// <summary>What was applied with.</summary>
    public ApplicationContent Application => ApplicationContent.Read(Content);
}

/// <summary>A clock: until when something is to be done, and whether it is.</summary>
public sealed class ReferencingDeadlineRow : EditedRow
{
    public const string Completeness = "completeness";
    public const string Decision = "decision";
    public const string MeasureEnds = "measure-ends";

    public long Id { get; private set; }
    public required Guid ReferencingId { get; init; }
    public required string Kind { get; init; }

    /// <summary>In Paris.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The last day is over.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; set; }
}
