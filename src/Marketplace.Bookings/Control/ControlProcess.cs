using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Control;

/// <summary>What the process of a control asks.</summary>
/// <param name="Today">In Paris.</param>
/// <param name="AnswerBy">Last day to hand documents in.</param>
/// <param name="ObjectBy">Last day to object.</param>
/// <param name="WhyNotDecide">French; null: nothing stands against it. Set by the command.</param>
public sealed record ControlFacts(
    DateOnly Today, DateOnly? AnswerBy = null, DateOnly? ObjectBy = null, string? WhyNotDecide = null);

/// <summary>A control of the service done, from the choice of the dossier to what follows of it. Nothing else changes
/// <c>booking_control.state</c>.</summary>
public static class ControlProcess
{
    public const string Selected = "selected";
    public const string Notified = "notified";
    public const string Answered = "answered";
    public const string Decided = "decided";
    public const string Objected = "objected";
    public const string Closed = "closed";

    public const string Select = "select";
    public const string Notify = "notify";
    public const string Answer = "answer";
    public const string Silence = "silence";
    public const string Say = "say";
    public const string Validate = "validate";
    public const string Decide = "decide";
    public const string Object = "object";
    public const string Apply = "apply";
    public const string Lapse = "lapse";

    private const string Both = "un courriel aux deux parties";

    internal static readonly StateColumn Column = new("booking_control", "id");

    public static readonly Process<string, string, ControlFacts> Table = new(
        new("booking-control", "Contrôle du service fait", "Ce contrôle"), RightsTable.Current.ForProcesses,
        [
            new(Selected, "Dossier choisi"), new(Notified, "Pièces demandées"), new(Answered, "Pièces reçues, à examiner"),
            new(Decided, "Décision notifiée, délai d’observations"), new(Objected, "Observations reçues"), new(Closed, "Clos"),
        ],
        [
            new(Select, "choisir le dossier"), new(Notify, "demander des pièces"), new(Answer, "remettre les pièces"),
            new(Silence, "constater le silence de l’organisme", ByClock: true), new(Say, "écrire à l’autre partie"),
            new(Validate, "valider le service fait"), new(Decide, "décider une réduction ou un refus"),
            new(Object, "faire des observations"),
            new(Apply, "appliquer la décision"), new(Lapse, "appliquer la décision sans observations", ByClock: true),
        ],
        [
            new([], Select, Selected) { Begins = true,
                Effect = "par le risque, au hasard ou après une contestation ; validation et paiement attendent" },
            new([], Select, Selected) { Begins = true, Right = Rights.BookingsOperateAct, Effect = "validation et paiement attendent" },
            new([Selected, Answered], Notify, Notified) { Right = Rights.BookingsOperateAct,
            Effect = "un courriel à l’organisme, avec le délai" },
            new([Notified], Answer, Answered)
            {
                Right = Rights.BookingsProviderAct, Effect = "un courriel au service",
                Guards = [new("dans le délai", f => f.Today <= f.AnswerBy, "Le délai pour remettre des pièces est passé.")],
            },
            new([Notified], Silence, Answered) { Due = new("le lendemain du dernier jour pour répondre", f => After(f.AnswerBy)) },
            new([Notified], Say, Notified) { Right = Rights.BookingsProviderAct },
            new([Answered], Say, Answered) { Right = Rights.BookingsProviderAct },
            new([Objected], Say, Objected) { Right = Rights.BookingsProviderAct },
            new([Notified], Say, Notified) { Right = Rights.BookingsOperateAct },
            new([Answered], Say, Answered) { Right = Rights.BookingsOperateAct },
            new([Objected], Say, Objected) { Right = Rights.BookingsOperateAct },
            new([Selected, Notified, Answered, Objected], Validate, Closed)
            {
                Right = Rights.BookingsOperateAct, Effect = $"validation et paiement reprennent ; {Both}",
            },
            new([Answered], Decide, Decided)
            {
                Right = Rights.BookingsOperateAct, Effect = $"{Both}, avec le délai pour des observations",
                Guards = [new("le taux décidé est moindre que celui déclaré", f => f.WhyNotDecide)],
            },
            new([Decided], Object, Objected)
            {
                Right = Rights.BookingsProviderAct, Effect = "un courriel au service",
                Guards = [new("dans le délai", f => f.Today <= f.ObjectBy, "Le délai pour faire des observations est passé.")],
            },
            new([Objected], Apply, Closed)
            {
                Right = Rights.BookingsOperateAct, Effect = "le dû est recalculé ; ce qui est déjà facturé est à recouvrer",
            },
            new([Decided], Lapse, Closed)
            {
                Due = new("le lendemain du dernier jour pour des observations", f => After(f.ObjectBy)),
                Effect = "le dû est recalculé ; ce qui est déjà facturé est à recouvrer",
            },
        ]);

    private static DateTimeOffset? After(DateOnly? last) => last is { } day ? Dossiers.BookingDues.EndOf(day) : null;
}
