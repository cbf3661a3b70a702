using Marketplace.Payments.Payouts;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBilling;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations.Payouts;

/// <summary>
/// <c>/gestion/versements/{batch}</c>: a batch with its transfers and files; approved by somebody else than who prepared it.
/// </summary>
public static class BatchPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["prepare"] = "Le lot est préparé : quelqu’un d’autre l’approuve.",
        ["approuve"] = "Le lot est approuvé : remettez ses fichiers à la banque.",
    };

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid batch, PayoutDesk desk) =>
        await PageAsync(context, batch, desk, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK);

    public static Task<IResult> ApproveAsync([AsParameters] PageContext context, Guid batch, PayoutDesk desk, PayoutApproving approving) =>
        DecideAsync(context, batch, desk, seen => approving.ApproveAsync(batch, seen, context.Actor, context.Cancel),
            PayoutAddresses.Batch.Of(batch) + "?fait=approuve");

    public static Task<IResult> DiscardAsync([AsParameters] PageContext context, Guid batch, PayoutDesk desk, PayoutApproving approving) =>
        DecideAsync(context, batch, desk, seen => approving.DiscardAsync(batch, seen, context.Actor, context.Cancel),
            PayoutAddresses.Desk + "?fait=ecarte");

    public static async Task<IResult> FileAsync(
        [AsParameters] PageContext context, Guid batch, int number, PayoutDesk desk, PayoutApproving approving) =>
        await approving.FileAsync(batch, number, context.Actor, context.Cancel) is { } content
            && await desk.BatchAsync(batch, context.Cancel) is { } found
            ? Results.File(content, "application/xml", $"versements-lot-{found.Number}-{number}.xml") : Results.NotFound();

    private static async Task<IResult> DecideAsync(
        PageContext context, Guid batch, PayoutDesk desk, Func<string, Task> decide, string done)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await desk.BatchAsync(batch, context.Cancel) is null ? Results.NotFound() : await Deciding.TakeAsync(
            () => decide(seen.Version), done,
            async () => await desk.BatchAsync(batch, context.Cancel) is { } now
                ? StaleDecision.Page(context, seen, Of(now).Facts, new Crumb("Voir le lot", PayoutAddresses.Batch.Of(batch)),
                    PayoutPages.Trail)
                : Results.NotFound(),
            why => PageAsync(context, batch, desk, Notice.Error(why), StatusCodes.Status409Conflict));
    }

    /// <summary>What is decided on. The state is the version: the totals never change.</summary>
    private static Shown Of(BatchView batch) => new(batch.State,
    [
        new("État", PayoutProcess.Table.Label(batch.State)), new("Total", FrenchFormat.Price(batch.Cents)),
        new("Virements", FrenchFormat.Number(batch.Transfers)),
    ]);

    private static async Task<IResult> PageAsync(PageContext context, Guid batch, PayoutDesk desk, Notice? notice, int status)
    {
        if (await desk.BatchAsync(batch, context.Cancel) is not { } found)
            return Results.NotFound();
        var mine = found.PreparedBy == context.Actor.AccountId;
        return context.Private("operations/payouts/batch", new BatchModel(
            notice, context.Http.ConfirmFirst(PayoutAddresses.Batch.Of(batch)), found.Number,
            [
                .. Of(found).Facts, new("Sommes dues", FrenchFormat.Number(found.Payables)), new("Préparé par", found.PreparedByName),
                .. found.ApprovedByName is { } by ? [new FactRow("Approuvé par", by)] : Array.Empty<FactRow>(),
                .. found.ExecutesOn is { } day ? [new FactRow("Exécution demandée", FrenchFormat.Date(day))] : Array.Empty<FactRow>(),
            ], Of(found),
            PayoutProcess.Table.Allows(found.State, PayoutProcess.Approve, context.Actor.Role, new BatchFacts(mine))
            ? PayoutAddresses.Approve.Of(batch) : null,
            mine && found.State == PayoutProcess.Prepared,
            PayoutProcess.Table.Allows(found.State, PayoutProcess.Discard, context.Actor.Role, new BatchFacts())
            ? PayoutAddresses.Discard.Of(batch) : null,
            [.. (await desk.FilesAsync(batch, context.Cancel))
            .Select(f => new BatchFileRow(PayoutAddresses.File.Of(batch, f.Number), f.Message, f.Transfers,
                FrenchFormat.Price(f.Cents), Convert.ToHexStringLower(f.Sha256), f.FetchedAt))],
            [.. (await desk.TransfersAsync(batch, context.Cancel)).Select(t => new BatchTransferRow(t.Siret, t.Payee ?? "—",
                t.AccountEnd is { } end ? $"…{end}" : "—", FrenchFormat.Price(t.Cents), t.Payables, BillingWords.Transfer(t.State),
                BillingWords.Reason(t.Problem)))]), $"Lot {found.Number}", PayoutPages.Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/payouts/batch</c>.</summary>
/// <param name="ApproveHref">Null: who looks may not approve it now.</param>
/// <param name="Mine">Who looks has prepared it, and so may not approve it.</param>
/// <param name="DiscardHref">Null: it may not be discarded.</param>
public sealed record BatchModel(
    Notice? Notice, string? ConfirmFirst, long Number, IReadOnlyList<FactRow> Facts, Shown Shown, string? ApproveHref, bool Mine,
    string? DiscardHref, IReadOnlyList<BatchFileRow> Files, IReadOnlyList<BatchTransferRow> Transfers);

/// <summary>A file for the bank.</summary>
public sealed record BatchFileRow(string Href, string Message, int Transfers, string Total, string Sha256, DateTime? FetchedAt);

/// <summary>A transfer of a batch.</summary>
public sealed record BatchTransferRow(string Siret, string Payee, string Account, string Amount, int Sums, string State, string Problem);
