using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Marketplace.Payments.Payouts;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBilling;
using Marketplace.Web.Templating;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Operations.Payouts;

/// <summary><c>/gestion/versements</c>: what waits, batches, what the bank said, and what cannot be paid.</summary>
public static class PayoutDeskPage
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["executed"] = "Exécuté", ["rejected"] = "Rejeté", ["returned"] = "Revenu", ["noted"] = "Noté",
    };

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["libere"] = "Les sommes vérifiées attendent le prochain lot.",
            ["ecarte"] = "Le lot est écarté : ses sommes attendent un autre lot.",
        ["lu"] = "Les réponses de la banque sont lues.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, PayoutDesk desk, TimeProvider clock) =>
        PageAsync(context, desk, clock, Notice.Done(context.Request, Sentences), new AnswersForm());

    public static async Task<IResult> PrepareAsync(
        [AsParameters] PageContext context, PayoutDesk desk, PayoutPreparing preparing, TimeProvider clock)
    {
        try
        {
            var batch = await preparing.PrepareAsync(context.Actor, context.Cancel);
            return Results.Redirect(PayoutAddresses.Batch.Of(batch.Id) + "?fait=prepare");
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(
                context, desk, clock, Notice.Error(refused.Message), new AnswersForm(), StatusCodes.Status409Conflict);
        }
    }

    /// <summary>After a restore: what the bank's statements do not show may be paid.</summary>
    public static async Task<IResult> ReleaseAsync([AsParameters] PageContext context, PaymentSuspensions suspensions)
    {
        await suspensions.ReleaseAsync(context.Actor, context.Cancel);
        return Results.Redirect(PayoutAddresses.Desk + "?fait=libere");
    }

    public static async Task<IResult> ReadAnswersAsync(
        [AsParameters] PageContext context, PayoutDesk desk, AnswerReading reading, TimeProvider clock)
    {
        var form = await context.ReadAsync(new AnswersForm());
        if (form.IsValid)
            try
            {
                var report = await reading.ReadAsync(form.Files.Inputs, context.Cancel);
                return Results.Redirect(string.Create(CultureInfo.InvariantCulture,
                    $"{PayoutAddresses.Desk}?fait=lu&nouvelles={report.New}&prises={report.Taken}&etranges={report.Odd}"));
            }
            catch (Exception unreadable) when (unreadable is UnreadableFileException or InvalidDataException)
            {
                form.Files.Refuse(unreadable.Message);
            }
        return await PageAsync(context, desk, clock, null, form);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, PayoutDesk desk, TimeProvider clock, Notice? notice, AnswersForm form, int? status = null)
    {
        var overview = await desk.OverviewAsync(clock.Today(), context.Cancel);
        return context.Private("operations/payouts/desk", new PayoutDeskModel(
            notice, Read(context.Request), context.Http.ConfirmFirst(PayoutAddresses.Desk),
            [
                new("À payer", $"{FrenchFormat.Plural(overview.Waiting, "somme", "sommes")}, {FrenchFormat.Price(overview.WaitingCents)}"),
                new("Délai de 30 jours dépassé", Count(overview.Late)),
                new($"Échéance dans les {PayoutDesk.NearDays} jours", Count(overview.Near)),
                new("Rejetées par la banque", Count(overview.Rejected)), new("Suspendues", Count(overview.Suspended)),
                new("Établissements qui doivent plus qu’il ne leur est dû", Count(overview.Held)),
                new("Virements sans réponse de la banque", Count(overview.Unanswered)),
            ],
            overview.ToCheck, overview.Late > 0, form,
            [.. (await desk.BatchesAsync(context.Cancel)).Select(BatchRow.Of)],
            [.. (await desk.IncidentsAsync(context.Cancel))
                .Select(i => new IncidentRow(i.Siret, i.Name, i.Payables, FrenchFormat.Price(i.Cents),
                i.Problem is null ? "Coordonnées bancaires manquantes" : BillingWords.Reason(i.Problem), i.DueOn))],
            [.. (await desk.OddAsync(context.Cancel)).Select(o => new OddAnswerRow(o.Day, Kinds[o.Kind], o.Reference ?? "—",
                o.Cents is { } cents ? FrenchFormat.Price(cents) : "—", o.Text, AnswerOutcomes.Odd[o.Outcome]))]), "Versements",
            OperationsPages.Trail, status ?? form.Status);
    }

    private static string Count(int count) => FrenchFormat.Plural(count, "somme", "sommes").Split('\u00A0')[0];

    /// <summary>What reading did, as the address says it; null: nothing was read.</summary>
    private static string? Read(HttpRequest request) =>
        int.TryParse(request.Query["nouvelles"], NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            && int.TryParse(request.Query["prises"], NumberStyles.None, CultureInfo.InvariantCulture, out var taken)
            && int.TryParse(request.Query["etranges"], NumberStyles.None, CultureInfo.InvariantCulture, out var odd)
            ? $"{FrenchFormat.Plural(known, "réponse nouvelle", "réponses nouvelles")}, {FrenchFormat.Number(taken)} prises en compte, {FrenchFormat.Number(odd)} à examiner." : null;
}

/// <summary>What the bank sent.</summary>
public sealed class AnswersForm : Form
{
    public BankFilesField Files { get; } = new();
}

/// <summary>Reports and statements of the bank.</summary>
public sealed class BankFilesField : UploadField
{
    private const int MostFiles = 5;
    private const int MostBytes = 32 * 1024 * 1024;

    [SetsRequiredMembers]
    public BankFilesField() : base("fichiers", "Comptes rendus (pain.002) et relevés (camt.053)") =>
        (Hint, Accept, Multiple) = (
            $"{MostFiles} fichiers XML au plus, 32 Mo en tout. Un fichier déjà lu ne change rien.", ".xml,application/xml", true);

    internal static RequestSizeLimitAttribute Size { get; } = new(MostBytes + (64 * 1024));

    public IReadOnlyList<ReferenceInput> Inputs { get; private set; } = [];

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        if (files.Count is 0 or > MostFiles || files.Any(file => file.Length == 0))
            return $"Choisissez un à {MostFiles} fichiers, aucun vide.";
        if (files.Sum(file => file.Length) > MostBytes)
            return "Les fichiers dépassent 32 Mo : lisez-les en ligne de commande (payouts read).";
        Inputs = [.. files.Select(file => new ReferenceInput(Path.GetFileName(file.FileName), file.OpenReadStream))];
        return null;
    }
}

/// <summary>Model of <c>pages/operations/payouts/desk</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="ToCheck">Sums that wait for a look at the bank's statements after a restore.</param>
public sealed record PayoutDeskModel(
    Notice? Notice, string? Read, string? ConfirmFirst, IReadOnlyList<FactRow> Overview, int ToCheck, bool Late, AnswersForm Form,
    IReadOnlyList<BatchRow> Batches, IReadOnlyList<IncidentRow> Incidents, IReadOnlyList<OddAnswerRow> Odd);

/// <summary>A batch in the list.</summary>
public sealed record BatchRow(
    string Href, long Number, string State, string Total, int Transfers, string PreparedBy, string ApprovedBy, string Answers)
{
    internal static BatchRow Of(BatchView batch) =>
        new(PayoutAddresses.Batch.Of(batch.Id), batch.Number, PayoutProcess.Table.Label(batch.State),
        FrenchFormat.Price(batch.Cents), batch.Transfers, batch.PreparedByName, batch.ApprovedByName ?? "—",
        batch.State is PayoutProcess.Sent or PayoutProcess.Closed
            ? $"{batch.Paid} payés, {batch.Rejected} rejetés, {batch.Waiting} sans réponse" : "—");
}

/// <summary>An establishment that cannot be paid.</summary>
public sealed record IncidentRow(string Siret, string Name, int Sums, string Amount, string Problem, DateOnly DueOn);

/// <summary>A word of the bank that fits nothing.</summary>
public sealed record OddAnswerRow(DateOnly Day, string Kind, string Reference, string Amount, string Text, string Problem);
