using Marketplace.Bookings.Control;
using Marketplace.Bookings.Proofs;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary><c>…/controle</c>: proofs of a dossier, and its control from the provider's side.</summary>
public static class ProviderControlPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["pieces"] = "Les pièces sont enregistrées.", ["repondu"] = "Votre réponse est envoyée au service.",
            ["ecrit"] = "Votre message est envoyé au service.",
        ["observe"] = "Vos observations sont envoyées au service.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Proofs proofs, ControlReader controls,
        TimeProvider clock) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            ? await PageAsync(context, dossier, proofs, controls, clock, new ProofForm(), new AnswerForm()) : Results.NotFound();

    public static async Task<IResult> AddAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Proofs proofs, ControlReader controls,
        TimeProvider clock)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var form = await context.ReadAsync(new ProofForm());
        if (form.IsValid)
            try
            {
                var control = await controls.OfDossierAsync(id, context.Cancel);
                await proofs.AddAsync(dossier.Key, "provider", form.Kind.Value, form.Files.Files,
                    control is { Control: { State: not ControlProcess.Closed } open } ? open.Id : null, context.Actor, context.Cancel);
                return Results.Redirect(ControlAddresses.Provider.Of(organisation, id) + "?fait=pieces");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        return await PageAsync(context, dossier, proofs, controls, clock, form, new AnswerForm());
    }

    public static async Task<IResult> SayAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Proofs proofs, ControlReader reader,
        Controls controls, TimeProvider clock)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new AnswerForm().Read(posted), Shown.Of(posted));
        if (!form.IsValid)
            return await PageAsync(context, dossier, proofs, reader, clock, new ProofForm(), form);
        Func<Task> take = posted.Text("action", 20) switch
        {
            "repondre" => () => controls.AnswerAsync(dossier.Key, seen.Version, form.Text.Value, context.Actor, context.Cancel),
            "ecrire" => () => controls.WriteAsync(dossier.Key, form.Text.Value, context.Actor, context.Cancel),
            "observer" => () => controls.ObjectAsync(dossier.Key, seen.Version, form.Text.Value, context.Actor, context.Cancel),
            _ => throw new BadHttpRequestException("A step is expected."),
        };
        var done = posted.Text("action", 20) switch { "repondre" => "repondu", "ecrire" => "ecrit", _ => "observe" };
        return await Deciding.TakeAsync(take, $"{ControlAddresses.Provider.Of(organisation, id)}?fait={done}",
            () => RefusedAsync("Le contrôle a changé depuis que vous l’avez lu : relisez-le, puis répondez."), RefusedAsync);

        Task<IResult> RefusedAsync(string why)
        {
            form.Refuse(why, StatusCodes.Status409Conflict);
            return PageAsync(context, dossier, proofs, reader, clock, new ProofForm(), form);
        }
    }

    public static async Task<IResult> ProofAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, Guid proof, ProviderDossiers dossiers, Proofs proofs) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            && await proofs.OpenAsync(dossier.Key, proof, context.Cancel) is { } file
            ? Results.File(file.Content.ToArray(), file.MediaType, file.Name) : Results.NotFound();

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderDossier dossier, Proofs proofs, ControlReader controls, TimeProvider clock, ProofForm form,
        AnswerForm answer)
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        var found = await controls.OfDossierAsync(id, context.Cancel);
        var control = found?.Control;
        var facts = new ControlFacts(clock.Today(), control?.AnswerBy, control?.ObjectBy);
        var mistaken = form.IsValid ? (Form)answer : form;
        return context.Private("controls/provider", new ProviderControlModel(
            dossier.Head, Notice.Done(context.Request, Sentences), mistaken,
            control is null ? null : ControlProcess.Table.Label(control.State), control?.Request ?? "",
            control?.AnswerBy is { } by ? FrenchFormat.Date(by) : null, control is null ? null : ControlWords.Decision(control),
            control?.ObjectBy is { } until ? FrenchFormat.Date(until) : null,
            [.. (found?.Exchange ?? []).Select(ExchangeRow.Of)],
            [.. (await proofs.ListAsync(id, context.Cancel))
                .Select(p => ProofRow.Of(p, ControlAddresses.ProviderProof.Of(organisation, id, p.Id)))],
            form, answer, ControlAddresses.Provider.Of(organisation, id), ControlAddresses.ProviderSay.Of(organisation, id),
            new Shown(control?.Version ?? "", []),
            [.. Steps().Where(s => control is not null
            && ControlProcess.Table.Allows(control.State, s.Event, dossier.Role, facts, clock.GetUtcNow()))
                .Select(s => new ControlStep(s.Value, s.Label))]), "Pièces et contrôle", dossier.Trail(context.Person), mistaken.Status);
    }

    private static IEnumerable<(string Event, string Value, string Label)> Steps() =>
    [
        (ControlProcess.Answer, "repondre", "Répondre au contrôle"), (ControlProcess.Object, "observer", "Envoyer mes observations"),
        (ControlProcess.Say, "ecrire", "Écrire au service"),
    ];
}

/// <summary>Proofs that are handed in.</summary>
public sealed class ProofForm : Form
{
    public ChoiceField Kind { get; } = new(
        "nature", "Nature des pièces", Choice.Of(Proofs.Kinds), "Choisissez la nature des pièces.") { Blank = "Choisissez" };

    public ProofsField Files { get; } = new();

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Files.Error is null && Files.Files.Count == 0)
            Files.Refuse("Joignez au moins un fichier.");
    }
}

/// <summary>What a provider writes into a control.</summary>
public sealed class AnswerForm : Form
{
    public TextAreaField Text { get; } = ControlWords.Text("Votre texte, conservé dans le dossier du contrôle");
}

/// <summary>A button.</summary>
public sealed record ControlStep(string Value, string Label);

/// <summary>Model of <c>pages/controls/provider</c>.</summary>
/// <param name="Mistaken">The form that was posted last.</param>
/// <param name="State">Null: no control was ever opened.</param>
/// <param name="Steps">What may be done with a text now.</param>
public sealed record ProviderControlModel(
    DossierHead Head, Notice? Notice, Form Mistaken, string? State, string Request, string? AnswerBy, string? Decision, string? ObjectBy,
    IReadOnlyList<ExchangeRow> Exchange, IReadOnlyList<ProofRow> Proofs, ProofForm Form, AnswerForm Answer, string AddHref, string SayHref,
    Shown Shown,
    IReadOnlyList<ControlStep> Steps);
