using Marketplace.ProviderSpace.Referencing;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>Referencings in words, the same for both sides.</summary>
public static class ReferencingWords
{
    private static readonly Dictionary<string, string> Clocks = new()
    {
        ["completeness"] = "Complétude vérifiée au plus tard le", ["decision"] = "Décision au plus tard le",
        ["measure-ends"] = "Dernier jour de la mesure :",
    };

    private static readonly Dictionary<string, string> Events = new()
    {
        [ReferencingProcess.Apply] = "Demande commencée", [ReferencingProcess.Submit] = "Demande déposée",
        [ReferencingProcess.AskMore] = "Compléments demandés", [ReferencingProcess.Complete] = "Demande déclarée complète",
        [ReferencingProcess.Accept] = "Organisme référencé", [ReferencingProcess.Refuse] = "Demande refusée",
        [ReferencingProcess.Withdraw] = "Demande retirée", [ReferencingProcess.Suspend] = "Référencement suspendu",
        [ReferencingProcess.Delist] = "Organisme déréférencé temporairement", [ReferencingProcess.StrikeOff] = "Organisme radié",
        [ReferencingProcess.Reinstate] = "Organisme réintégré", [ReferencingProcess.MeasureEnds] = "Fin de la mesure : organisme réintégré",
    };

    /// <summary>Clocks that run.</summary>
    public static IReadOnlyList<ClockLine> ClockLines(ReferencingView view) =>
        [.. view.Clocks.Select(clock => new ClockLine(Clocks[clock.Kind], clock.LastDay, clock.Late))];

    /// <summary>What happened, first first.</summary>
    public static IReadOnlyList<HistoryLine> History(ReferencingView view) =>
    [
        .. view.History.Select(step => new HistoryLine(
            step.At, Events[step.Event], step.Until, step.Reason, $"Code du travail, {ReferencingProcess.Basis[step.Event]}")),
    ];
}

/// <param name="Late">The last day is over.</param>
public sealed record ClockLine(string Label, DateOnly LastDay, bool Late);

/// <param name="Until">Last day of a measure.</param>
/// <param name="Basis">The text that it is founded on.</param>
public sealed record HistoryLine(DateTime At, string Text, DateOnly? Until, string? Reason, string Basis);
