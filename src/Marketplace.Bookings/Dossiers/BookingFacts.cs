namespace Marketplace.Bookings.Dossiers;

/// <summary>What the process of a dossier asks about one. <see cref="OpenDossier"/> fills it.</summary>
public sealed record BookingFacts
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>In Paris.</summary>
    public required DateOnly Today { get; init; }
    public DateOnly? Starts { get; init; }

    /// <summary>First moment that is too late, by event of the clock, extensions included; those that the state knows.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Dues { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>French sentences; null: nothing stands against it. Set by the command that asks.</summary>
    public string? WhyNotSend { get; init; }
    public string? WhyNotPropose { get; init; }
    public string? WhyNotGrant { get; init; }
    public string? WhyNotMove { get; init; }
    public string? WhyNotEnter { get; init; }
    public string? WhyNotExit { get; init; }

    public bool KeepsProposal { get; init; }

    /// <summary>The learner owes something by card.</summary>
    public bool CardDue { get; init; }
    public bool Paid { get; init; }
    public bool PaymentOpen { get; init; }
    public string? MoveAskedBy { get; init; }
    public bool EntryDeclared { get; init; }
    public bool EntryCounted { get; init; }

    /// <summary>The deposit of a long training was debited.</summary>
    public bool DepositTaken { get; init; }

    /// <summary>The provider's delay to declare the exit is over.</summary>
    public bool ExitOverdue { get; init; }

    /// <summary>A control or a complaint waits.</summary>
    public bool Blocked { get; init; }

    public DateTimeOffset? Due(string @event) => Dues.TryGetValue(@event, out var due) ? due : null;
}
