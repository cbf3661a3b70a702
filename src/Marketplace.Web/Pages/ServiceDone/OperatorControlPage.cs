using System.Globalization;
using Marketplace.Bookings.Control;
using Marketplace.Bookings.Proofs;
using Marketplace.Bookings.Recoveries;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Operations.Bookings;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary><c>…/controle</c>: the control of one dossier for an operator who has said why: proofs, exchange, decision, recovery.</summary>
public static class OperatorControlPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["ouvert"] = "Le contrôle est ouvert : validation et paiement attendent.",
            ["fait"] = "C’est enregistré ; les parties sont prévenues.",
        ["recouvre"] = "Le recouvrement est enregistré.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Proofs proofs, ControlReader controls,
        RecoveryClaims recoveries, TimeProvider clock) =>
        await dossiers.FindAsync(context, holder, id) is { } dossier
            ? await PageAsync(context, dossier, proofs, controls, recoveries, clock, new DecideForm()) : Results.NotFound();

    public static async Task<IResult> ProofAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, Guid proof, OperatorDossiers dossiers, Proofs proofs) =>
        await dossiers.FindAsync(context, holder, id) is { } dossier
            && await proofs.OpenAsync(dossier.Key, proof, context.Cancel) is { } file
            ? Results.File(file.Content.ToArray(), file.MediaType, file.Name) : Results.NotFound();

    public static async Task<IResult> OpenAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Controls controls)
    {
        if (await dossiers.FindAsync(context, holder, id) is not { } dossier)
            return Results.NotFound();
        await controls.OpenAsync(dossier.Key, "manual", null, "", context.Actor, context.Cancel);
        return Results.Redirect(ControlAddresses.Operator.Of(holder, id) + "?fait=ouvert");
    }

    public static async Task<IResult> DecideAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Proofs proofs, ControlReader reader,
        Controls controls,
        RecoveryClaims recoveries, TimeProvider clock)
    {
        if (await dossiers.FindAsync(context, holder, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new DecideForm().Read(posted), Shown.Of(posted));
        if (!form.IsValid)
            return await PageAsync(context, dossier, proofs, reader, recoveries, clock, form);
        var (key, text, actor) = (dossier.Key, form.Text.Value, context.Actor);
        Func<Task> take = form.Step.Value switch
        {
            ControlProcess.Notify => () => controls.NotifyAsync(key, seen.Version, text, actor, context.Cancel),
            ControlProcess.Say => () => controls.WriteAsync(key, text, actor, context.Cancel),
            ControlProcess.Validate => () => controls.ValidateAsync(key, seen.Version, text, actor, context.Cancel),
            ControlProcess.Decide => () =>
            controls.DecideAsync(key, seen.Version, new ControlDecision(form.Rate.Value, text), actor, context.Cancel),
            _ => () => controls.ApplyAsync(key, seen.Version, text, actor, context.Cancel),
        };
        return await Deciding.TakeAsync(take, ControlAddresses.Operator.Of(holder, id) + "?fait=fait",
            () => RefusedAsync("Le contrôle a changé depuis que vous l’avez lu : relisez-le, puis décidez."), RefusedAsync);

        Task<IResult> RefusedAsync(string why)
        {
            form.Refuse(why, StatusCodes.Status409Conflict);
            return PageAsync(context, dossier, proofs, reader, recoveries, clock, form);
        }
    }

    public static async Task<IResult> RecoverAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Proofs proofs, ControlReader reader,
        RecoveryClaims recoveries, TimeProvider clock)
    {
        if (await dossiers.FindAsync(context, holder, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (recovery, seen) = (posted.Id("recouvrement"), Shown.Of(posted));
        var step = posted.Text("decision", 20) switch
        {
            "contraindre" => RecoveryProcess.Enforce,
            "abandonner" => RecoveryProcess.Drop,
            _ => throw new BadHttpRequestException("A decision is expected."),
        };
        return await Deciding.TakeAsync(
            () => recoveries.DecideAsync(dossier.Key, recovery, step, seen.Version, context.Actor, context.Cancel),
            ControlAddresses.Operator.Of(holder, id) + "?fait=recouvre",
            () => RefusedAsync("Le recouvrement a changé depuis que vous l’avez lu."), RefusedAsync);

        Task<IResult> RefusedAsync(string why)
        {
            var form = new DecideForm();
            form.Refuse(why, StatusCodes.Status409Conflict);
            return PageAsync(context, dossier, proofs, reader, recoveries, clock, form);
        }
    }

    private static async Task<IResult> PageAsync(
        PageContext context, OperatorDossier dossier, Proofs proofs, ControlReader controls, RecoveryClaims recoveries, TimeProvider clock,
        DecideForm form)
    {
        var row = dossier.View.Row;
        var found = await controls.OfDossierAsync(row.Id, context.Cancel);
        var control = found?.Control;
        var facts = new ControlFacts(clock.Today(), control?.AnswerBy, control?.ObjectBy);
        form.Step.Offer(control is null
            ? [] : [.. DecideForm.Steps.Where(
            s => ControlProcess.Table.Allows(control.State, s.Key, dossier.Role, facts, clock.GetUtcNow()))]);
        return context.Private("controls/operator", new OperatorControlModel(
            dossier.Head, Notice.Done(context.Request, Sentences),
            context.Http.ConfirmFirst(ControlAddresses.Operator.Of(row.AccountId, row.Id)),
            control is null ? null : ControlProcess.Table.Label(control.State),
            control is null ? [] : [.. Facts(control, row.ExitRate)],
            [.. (found?.Exchange ?? []).Select(ExchangeRow.Of)],
            [.. (await proofs.ListAsync(row.Id, context.Cancel))
                .Select(p => ProofRow.Of(p, ControlAddresses.OperatorProof.Of(row.AccountId, row.Id, p.Id)))],
            form, ControlAddresses.Decide.Of(row.AccountId, row.Id), new Shown(control?.Version ?? "", []),
            (control is null || control.State == ControlProcess.Closed)
            && ControlProcess.Table.AskToBegin(ControlProcess.Select, dossier.Role, facts).Step is not null
                && row.State is "service-declared" or "service-validated" ? ControlAddresses.Open.Of(row.AccountId, row.Id) : null,
            [.. (await recoveries.ListAsync([row.Siret], context.Cancel)).Where(r => r.Booking == row.Id)
            .Select(r => new OperatorRecovery(r.Id,
                FrenchFormat.Price(r.Cents), FrenchFormat.Price(r.RecoveredCents), RecoveryProcess.Table.Label(r.State), r.ClaimUntil,
                r.OpposeUntil,
                new Shown(r.State, []), RecoveryProcess.Table.Allows(r.State, RecoveryProcess.Enforce, dossier.Role),
                RecoveryProcess.Table.Allows(r.State, RecoveryProcess.Drop, dossier.Role)))],
            ControlAddresses.Recovery.Of(row.AccountId, row.Id)), "Contrôle du service fait",
            [.. OperatorBookingPages.Trail, new Crumb($"Dossier {dossier.Head.Number}", dossier.Address)], form.Status);
    }

    private static IEnumerable<FactRow> Facts(ControlView control, int? rate)
    {
        yield return new("Origine", ControlWords.Origin(control.Origin));
        if (control.Score is { } score)
            yield return new("Points de risque", score.ToString(CultureInfo.InvariantCulture));
        yield return new("Taux de réalisation du dossier", $"{rate}{FrenchFormat.NoBreakSpace}%");
        if (control.Request.Length > 0)
            yield return new("Pièces demandées", control.Request);
        if (control.AnswerBy is { } by)
            yield return new("À remettre jusqu’au", FrenchFormat.Date(by));
        if (ControlWords.Decision(control) is { } decision)
            yield return new("Décision", decision);
        if (control.ObjectBy is { } until)
            yield return new("Observations jusqu’au", FrenchFormat.Date(until));
    }
}

/// <summary>What an operator does with a control.</summary>
public sealed class DecideForm : Form
{
    /// <summary>What may be done, with its words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Steps = new Dictionary<string, string>
    {
        [ControlProcess.Notify] = "Demander des pièces à l’organisme", [ControlProcess.Say] = "Écrire à l’organisme",
        [ControlProcess.Validate] = "Valider le service fait", [ControlProcess.Decide] = "Réduire ou refuser, au taux écrit plus bas",
        [ControlProcess.Apply] = "Appliquer la décision malgré les observations",
    };

    public StepField Step { get; } = new();

    public InputField<int> Rate { get; } = new("taux", "Taux de réalisation retenu, pour une réduction ou un refus",
        (string text, out int rate, out string? problem) =>
        {
            problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate <= 100
                ? null : "Écrivez un nombre entier de 0 à 100 ; 0 refuse.";
            return problem is null;
        })
    {
        Required = false, MaxLength = 3, InputMode = "numeric", Hint = "0 refuse le service fait",
    };

    public TextAreaField Text { get; } = ControlWords.Text("Texte, lu par l’organisme et conservé");

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Step.Value == ControlProcess.Decide && Rate.IsEmpty)
            Rate.Refuse("Écrivez le taux que vous retenez.");
    }
}

/// <summary>One of the steps that the process lets now; any of them is read, and the command refuses.</summary>
public sealed class StepField() : Field("suite", "Suite à donner")
{
    private IReadOnlyList<Choice> offered = [];

    public string Value { get; private set; } = "";

    public IReadOnlyList<Choice> Choices => [.. offered.Select(choice => choice with { Selected = choice.Value == Value })];

    /// <inheritdoc/>
    public override string Target => offered.Count > 0 ? $"{Id}-{offered[0].Value}" : Id;

    public void Offer(IEnumerable<KeyValuePair<string, string>> steps) => offered = [.. Choice.Of(steps)];

    internal override void Read(PostedForm posted)
    {
        var step = posted.Text(Name, 20);
        Value = DecideForm.Steps.ContainsKey(step) ? step : "";
        if (Value.Length == 0)
            Refuse("Choisissez une suite.");
    }
}

/// <summary>Model of <c>pages/controls/operator</c>.</summary>
/// <param name="State">Null: no control was ever opened.</param>
/// <param name="OpenHref">Null: none can be opened now.</param>
public sealed record OperatorControlModel(
    DossierHead Head, Notice? Notice, string? ConfirmFirst, string? State, IReadOnlyList<FactRow> Facts,
    IReadOnlyList<ExchangeRow> Exchange,
    IReadOnlyList<ProofRow> Proofs, DecideForm Form, string DecideHref, Shown Shown, string? OpenHref,
    IReadOnlyList<OperatorRecovery> Recoveries,
    string RecoverHref);

/// <summary>A recovery of the dossier.</summary>
public sealed record OperatorRecovery(
    Guid Id, string Amount, string Recovered, string State, DateOnly ClaimUntil, DateOnly? OpposeUntil, Shown Shown, bool Enforceable,
    bool Droppable);
