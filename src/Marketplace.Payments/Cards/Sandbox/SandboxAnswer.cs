namespace Marketplace.Payments.Cards.Sandbox;

/// <summary>A button of the sandbox's page.</summary>
/// <param name="Key">In its form.</param>
/// <param name="Label">In French.</param>
/// <param name="Event">What is notified; null: nothing ever is.</param>
/// <param name="Stays">The page stays open for another try.</param>
public sealed record SandboxAnswer(string Key, string Label, CardEvent? Event, bool Stays = false)
{
    public static readonly IReadOnlyList<SandboxAnswer> All =
    [
        new("accept", "Accepter", CardEvent.Paid) { Pause = TimeSpan.FromSeconds(2) },
        new("before", "Accepter, et notifier avant le retour", CardEvent.Paid),
        new("twice", "Accepter, et notifier deux fois", CardEvent.Paid) { Times = 2 },
        new("late", "Accepter, et notifier après la fin du délai", CardEvent.Paid) { AfterHold = true },
        new("silent", "Accepter, et ne jamais notifier", null) { PaysInSilence = true },
        new("refuse", "Refuser (un autre essai reste possible)", CardEvent.Refused, Stays: true),
        new("abandon", "Abandonner", CardEvent.Abandoned),
        new("time-out", "Laisser le délai s’écouler", null),
        new("dispute", "Contester ce paiement auprès de la banque", CardEvent.Disputed, Stays: true) { AfterPayment = true },
        new("dispute-won", "Rejeter la contestation", CardEvent.DisputeWon, Stays: true) { AfterPayment = true },
        new("dispute-lost", "Accepter la contestation", CardEvent.DisputeLost, Stays: true) { AfterPayment = true },
    ];

    /// <summary>How often it is notified.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Notified so long after the browser is back; none: before.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Notified once nobody waits for it any more.</summary>
    public bool AfterHold { get; init; }

    /// <summary>Can be chosen when it is paid; the others before.</summary>
    public bool AfterPayment { get; init; }

    /// <summary>Paid, though nothing is notified.</summary>
    public bool PaysInSilence { get; init; }

    public bool Pays => PaysInSilence || Event == CardEvent.Paid;

    /// <summary>Null: there is no such button.</summary>
    public static SandboxAnswer? Find(string key) => All.FirstOrDefault(answer => answer.Key == key);
}
