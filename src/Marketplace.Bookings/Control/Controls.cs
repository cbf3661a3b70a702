using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Npgsql;

namespace Marketplace.Bookings.Control;

/// <summary>
/// Transition 19 and before it: a dossier is looked into, documents are asked for with a deadline, both sides write and all of it is kept,
/// somebody decides, the provider may object, and the decision is applied.
/// </summary>
public sealed class Controls(DossierDesk desk, ControlEffect effect)
{
    /// <summary>Days that a provider has to hand documents in.</summary>
    public const int AnswerDays = 15;

    private const string Select = """
        SELECT id, booking_id AS Booking, state, origin, score, request, answer_by AS AnswerBy, decision, decided_rate AS DecidedRate,
            due_before AS DueBefore, due_after AS DueAfter, object_by AS ObjectBy, opened_at AS OpenedAt FROM booking_control
        """;

    /// <summary>Begins a control.</summary>
    /// <param name="origin">risk, random, manual or dispute.</param>
    /// <returns>Its id; null: one is open already, or nothing is declared yet.</returns>
    public Task<Guid?> OpenAsync(DossierKey key, string origin, int? score, string text, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, dossier => OpenAsync(dossier, origin, score, text, actor, cancel), cancel);

    internal static async Task<Guid?> OpenAsync(
        OpenDossier dossier, string origin, int? score, string text, Actor actor, CancellationToken cancel)
    {
        if (dossier.Row.State is not (BookingProcess.ServiceDeclared or BookingProcess.ServiceValidated)
            || await OpenOfAsync(dossier, cancel) is not null)
            return null;
        var role = origin == "manual" ? actor.Role : Roles.Program;
        var step = ControlProcess.Table.Begin(ControlProcess.Select, role, new ControlFacts(dossier.Today));
        var id = Guid.NewGuid();
        await dossier.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO booking_control (id, booking_id, state, origin, score, opened_at) VALUES (@id, @booking, @state, @origin, @score, @Now)
            """, new { id, booking = dossier.Row.Id, state = step.To, origin, score, dossier.Now }, cancellationToken: cancel));
        await ControlStates.MoveAsync(dossier, ControlStates.Enter, cancel);
        await Payables.SuspendAsync(dossier.Connection, dossier.Row.Id, cancel);
        await SayAsync(dossier, id, ControlProcess.Select, actor, text, cancel);
        await dossier.TellOperatorsAsync(new("Un dossier est à contrôler", "Le service fait d’un dossier est à contrôler.",
            "Demandez des pièces, ou validez."), cancel);
        return id;
    }

    /// <summary>Asks the provider for documents, by a last day.</summary>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    /// <exception cref="ProcessRefusedException">It is not the moment.</exception>
    public Task NotifyAsync(DossierKey key, string? seen, string request, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Notify, request, actor, async (dossier, control) =>
        {
            var by = dossier.Today.AddDays(AnswerDays);
            await dossier.TellProviderAsync(
                new("Un contrôle du service fait est ouvert", "Le service demande des pièces sur une formation.",
                $"Remettez-les dans le dossier jusqu’au {DossierWords.Day(by)} : la validation et le paiement attendent."), cancel);
            return ("request = @request, answer_by = @by", new { request, by });
        }, cancel);

    /// <summary>The provider has handed in what it has.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task AnswerAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Answer, text, actor, async (dossier, _) =>
        {
            await dossier.TellOperatorsAsync(
                new("Un contrôle a sa réponse", "L’organisme a répondu à un contrôle.", "Décidez dans le dossier."), cancel);
            return (null, null);
        }, cancel);

    /// <summary>Either side writes once more.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task WriteAsync(DossierKey key, string text, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, null, ControlProcess.Say, text, actor, async (dossier, _) =>
        {
            var news = new DossierNews("Un message dans un contrôle", "L’autre partie a écrit dans le contrôle d’un dossier.");
            await (SideOf(actor) == "provider" ? dossier.TellOperatorsAsync(news, cancel) : dossier.TellProviderAsync(news, cancel));
            return (null, null);
        }, cancel);

    /// <summary>Nothing is wrong: validation and payment go on.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task ValidateAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Validate, text, actor, async (dossier, _) =>
        {
            await ControlEffect.ReleaseAsync(dossier, cancel);
            await TellBothAsync(dossier, "Le contrôle est clos",
                "Le contrôle du service fait n’a rien relevé : validation et paiement reprennent.", cancel);
            return ("decision = 'validate', decided_at = @Now, closed_at = @Now", new { dossier.Now });
        }, cancel);

    /// <summary>Less was done than declared, or nothing: what follows waits for the provider's word.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task DecideAsync(DossierKey key, string? seen, ControlDecision decision, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Decide, decision.Text, actor, async (dossier, _) =>
        {
            var by = dossier.WorkingDays.End(dossier.Today, dossier.Rules.Get(RecoveryRules.Opposition));
            var (before, after) = (dossier.Row.ProviderDue ?? 0, await ControlEffect.DueAsync(dossier, decision.Rate, cancel));
            await TellBothAsync(dossier, "Une décision est prise après un contrôle",
                $"Le service retient un taux de réalisation de {decision.Rate} % : {EuroText.Of(after)} seraient dus au lieu de {EuroText.Of(before)}. L’organisme peut faire des observations jusqu’au {DossierWords.Day(by)}.", cancel);
            return ("decision = @kind, decided_rate = @Rate, due_before = @before, due_after = @after, object_by = @by, decided_at = @Now",
                new { kind = decision.Rate == 0 ? "refuse" : "reduce", decision.Rate, before, after, by, dossier.Now });
        }, cancel, dossier => decision.Rate is < 0 or > 100 || decision.Rate >= (dossier.Row.ExitRate ?? 0)
            ? $"Le taux décidé est inférieur à celui déclaré ({dossier.Row.ExitRate} %)." : null);

    /// <summary>The provider does not agree.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task ObjectAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Object, text, actor, async (dossier, _) =>
        {
            await dossier.TellOperatorsAsync(
                new("Des observations sont reçues", "L’organisme conteste une décision de contrôle.", "Appliquez-la, ou validez."), cancel);
            return (null, null);
        }, cancel);

    /// <summary>The decision stands in spite of the objections.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task ApplyAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        TakeAsync(key, seen, ControlProcess.Apply, text, actor, (dossier, control) => CloseAsync(dossier, control, cancel), cancel);

    /// <summary>What the clock does with the control of a dossier: silence, then the end of the delay to object.</summary>
    internal Task LapseAsync(DossierKey key, string @event, CancellationToken cancel) =>
        TakeAsync(key, null, @event, "", Actor.Program, async (dossier, control) => @event == ControlProcess.Lapse
            ? await CloseAsync(dossier, control, cancel) : (null, null), cancel);

    /// <summary>The control that is open, or was closed last; null: none. Whoever calls has found the dossier.</summary>
    internal static Task<ControlView?> LastOfAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        connection.QueryFirstOrDefaultAsync<ControlView?>(new CommandDefinition(
            $"{Select} WHERE booking_id = @booking ORDER BY state = 'closed', opened_at DESC LIMIT 1", new { booking },
            cancellationToken: cancel));

    private async Task<(string?, object?)> CloseAsync(OpenDossier dossier, ControlView control, CancellationToken cancel)
    {
        await effect.ApplyAsync(dossier, control, cancel);
        await TellBothAsync(dossier, "La décision d’un contrôle est appliquée",
            $"{EuroText.Of(control.DueAfter ?? 0)} sont dus pour cette formation au lieu de {EuroText.Of(control.DueBefore ?? 0)}.",
            cancel);
        return ("closed_at = @Now", new { dossier.Now });
    }

    private Task TakeAsync(
        DossierKey key, string? seen, string @event, string text, Actor actor,
        Func<OpenDossier, ControlView, Task<(string? Set, object? Values)>> work, CancellationToken cancel,
        Func<OpenDossier, string?>? whyNot = null) =>
        desk.EditAsync(key, null, async dossier =>
        {
            var control = await OpenOfAsync(dossier, cancel)
                ?? throw new ProcessRefusedException("Aucun contrôle n’est ouvert pour ce dossier.");
            var step = ControlProcess.Table.Take(control.State, @event, actor.Role,
                new ControlFacts(dossier.Today, control.AnswerBy, control.ObjectBy, whyNot?.Invoke(dossier)), dossier.Now);
            if (seen is not null && seen != control.Version)
                throw new StaleChangeException();
            var (set, values) = await work(dossier, control);
            await ControlProcess.Column.MoveAsync(dossier.Connection, step, [control.Id], cancel, set, values);
            await SayAsync(dossier, control.Id, @event, actor, text, cancel);
            if (step.Row.Right is { } right)
                await AccessLog.WriteAsync(dossier.Connection, actor,
                    new AccessEntry(right, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
        }, cancel);

    private static async Task<ControlView?> OpenOfAsync(OpenDossier dossier, CancellationToken cancel) =>
        await LastOfAsync(dossier.Connection, dossier.Row.Id, cancel) is { State: not ControlProcess.Closed } open ? open : null;

    private static Task SayAsync(OpenDossier dossier, Guid control, string @event, Actor actor, string text, CancellationToken cancel) =>
        dossier.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO booking_control_entry (control_id, side, event, text, at, by) VALUES (@control, @side, @event, @text, @Now, @AccountId)
            """, new { control, side = SideOf(actor), @event, text, dossier.Now, actor.AccountId }, cancellationToken: cancel));

    private static string SideOf(Actor actor) => actor.Role switch
    {
        Roles.Program => "program",
        Roles.Holder => "learner",
        var role => role.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal) ? "operator" : "provider",
    };

    private static async Task TellBothAsync(OpenDossier dossier, string subject, string text, CancellationToken cancel)
    {
        await dossier.TellProviderAsync(new(subject, text), cancel);
        await dossier.TellLearnerAsync(new(subject, text), cancel);
    }
}
