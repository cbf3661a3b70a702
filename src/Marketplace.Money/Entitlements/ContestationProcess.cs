using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Money.Entitlements;

/// <summary>What the process of a contestation asks about one.</summary>
/// <param name="Waiting">Of the same holder, without an answer yet.</param>
public sealed record ContestationFacts(int Waiting = 0);

/// <summary>A holder disputes the amount of their rights; an operator answers. Nothing else changes <c>contestation.state</c>.</summary>
public static class ContestationProcess
{
    public const string Received = "received";
    public const string Answered = "answered";

    public const string Submit = "submit";
    public const string Answer = "answer";

    internal static readonly StateColumn Column = new("contestation", "id", changed: null);

    public static readonly Process<string, string, ContestationFacts> Table = new(
        new("contestation", "Contestation d’un montant", "Cette contestation"), RightsTable.Current.ForProcesses,
        [new(Received, "Sans réponse"), new(Answered, "Réponse donnée")],
        [new(Submit, "l’envoyer"), new(Answer, "lui répondre")],
        [
            new([], Submit, Received)
            {
                Begins = true, Right = Rights.ContestationSubmit, Effect = "l’historique du compte",
                Guards =
                [
                    new($"moins de {Contestations.MostWaiting} attendent", f => f.Waiting < Contestations.MostWaiting,
                        $"{Contestations.MostWaiting} de vos contestations attendent déjà une réponse : attendez-en une avant d’en envoyer une autre."),
                ],
            },
            new([Received], Answer, Answered) { Right = Rights.ContestationsAnswer,
            Effect = "la réponse est gardée, l’historique du compte" },
        ]);
}
