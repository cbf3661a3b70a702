using Marketplace.Platform.Data.Editing;

namespace Marketplace.Bookings.Dossiers;

/// <summary>A dossier: one holder, one session, from the draft of the request to the validated service. Amounts are cents.</summary>
public sealed class BookingRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>As people name it, see <see cref="BookingNumber"/>; given by the database.</summary>
    public long Number { get; private set; }
    public required Guid AccountId { get; init; }

    /// <summary>Of <see cref="BookingProcess"/>, which alone moves it.</summary>
    public string State { get; init; } = BookingProcess.Draft;
    
    /// <summary>Of <see cref="BillingProcess"/>, which alone moves it.</summary>
    public string BillingState { get; init; } = BillingProcess.NotBillable;

    /// <summary>Of <see cref="ControlStates"/>, which alone moves it.</summary>
    public string ControlState { get; init; } = ControlStates.Free;
    public string AttendeeState { get; set; } = "not-declared";

    public required string Siret { get; set; }
    public required string ProviderName { get; set; }
    public required long ActionId { get; set; }
    public required string PublicId { get; set; }
    public required long SessionId { get; set; }
    public required string SessionNumber { get; set; }
    public required string Title { get; set; }
    public required string CertificationCode { get; set; }
    public required string CertificationType { get; set; }
    public required string OfferKind { get; set; }
    public string? Domain { get; set; }
    public required string Modality { get; set; }
    public string? Insee { get; set; }
    public required string Zone { get; set; }
    public required bool PermanentEntry { get; set; }
    public required bool HasPrerequisites { get; set; }
    public DateOnly? PublishedStarts { get; set; }
    public DateOnly? PublishedEnds { get; set; }
    public int? PublishedHours { get; set; }
    public required long PublishedPrice { get; set; }

    public DateOnly? Starts { get; set; }
    public DateOnly? Ends { get; set; }
    public int? Hours { get; set; }
    public required long Price { get; set; }
    public decimal VatRate { get; set; }
    public string? ProposalNote { get; set; }

    /// <summary>What its learner was last told of a session that was changed or withdrawn; null: nothing.</summary>
    public string? SessionTold { get; set; }

    public DateOnly? WishedStart { get; set; }
    public string? Status { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactPhone { get; set; }
    public string? ContactCommune { get; set; }
    public string? Message { get; set; }
    public bool AttestsConditions { get; set; }
    public string? TermsVersion { get; set; }
    public DateTimeOffset? TermsAcceptedAt { get; set; }

    /// <summary>A draft that its holder does not want any more.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }

    public DateTimeOffset? RequestedAt { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public DateTimeOffset? ProposedAt { get; set; }

    /// <summary>The learner's delay to accept runs from here: the proposal, or the funder's answer.</summary>
    public DateTimeOffset? AnswerFrom { get; set; }
    public DateTimeOffset? FunderAskedAt { get; set; }
    public string? Funder { get; set; }
    public long? FunderCents { get; set; }
    public bool KeepsProposal { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateOnly? AcceptedOn { get; set; }
    public string? RuleSet { get; set; }
    public long? Holder { get; set; }
    public long? Participation { get; set; }
    public string? Exemption { get; set; }
    public long? Cap { get; set; }
    public Guid? PaymentId { get; set; }
    public DateTimeOffset? PaymentUntil { get; set; }

    /// <summary>JSON: who pays what, as rights are held for it while the page is open.</summary>
    public string? PaymentPlan { get; set; }
    public DateOnly? EntryOn { get; set; }
    public DateTimeOffset? EntryDeclaredAt { get; set; }
    public DateTimeOffset? EntryCountsAt { get; set; }
    public DateTimeOffset? EntryCountedAt { get; set; }
    public long Deposit { get; set; }
    public DateOnly? ExitOn { get; set; }
    public DateTimeOffset? ExitDeclaredAt { get; set; }
    public string? ExitReason { get; set; }
    public int? ExitRate { get; set; }
    public bool ForceMajeure { get; set; }
    public string? ExitLiable { get; set; }
    public DateTimeOffset? ValidatedAt { get; set; }
    public string? EndReason { get; set; }
    public string? EndNote { get; set; }
    public long? ProviderDue { get; set; }
    public string? EndingRule { get; set; }

    public string? AgeClass { get; set; }
    public string? Sex { get; set; }
    public string? Situation { get; set; }
    public string? Residence { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>For forms that decide: another text after each change.</summary>
    public string Version => $"{Id:N}-{RowVersion}";
}
