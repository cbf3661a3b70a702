using Marketplace.Bookings.Recoveries;
using Marketplace.Payments.Payables;
using Marketplace.Payments.Payouts;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;
using Npgsql;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary><c>/of/{organisation}/paiements</c>: where each euro is: due, on its way, paid, refused, taken back.</summary>
public static class PaymentsPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, PayoutDesk desk, RecoveryClaims recoveries,
        NpgsqlDataSource database, AccessLog log)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.InvoicesView, AccessOperation.LookUp, Object: $"payments:{organisation}"), context.Cancel);
        await using var connection = await database.OpenConnectionAsync(context.Cancel);
        var known = await PayeeBook.VersionsAsync(connection, scope.Sirets, context.Cancel);
        var totals = await desk.TotalsAsync(scope.Sirets, context.Cancel);
        var page = context.Request.PageNumber();
        var sums = await desk.OfProviderAsync(scope.Sirets, page, context.Cancel);
        var advices = await desk.AdvicesAsync(scope.Sirets, context.Cancel);
        var here = BillingAddresses.Payments.Of(organisation);
        return context.Private("provider-billing/payments", new PaymentsModel(
            [.. scope.Sirets.Where(
            siret => !known.ContainsKey(siret) && sums.Any(s => s.Siret == siret && s.State == PayableProcess.Waiting))],
            [.. PayableProcess.Table.StateLabels.Where(s => totals.ContainsKey(s.State))
            .Select(s => new FactRow(s.Label, FrenchFormat.Price(totals[s.State])))],
            [.. advices.Where(a => a.State is TransferProcess.Rejected or TransferProcess.Returned)
            .Select(a => AdviceRow.Of(a, organisation))],
            [.. advices.Select(a => AdviceRow.Of(a, organisation))],
            [.. sums.Take(PayoutDesk.Shown).Select(SumRow.Of)],
            [.. (await recoveries.ListAsync(scope.Sirets, context.Cancel)).Select(RecoveryRow.Of)],
            BillingAddresses.Invoices.Of(organisation), page > 1 ? $"{here}?page={page - 1}" : null,
            sums.Count > PayoutDesk.Shown ? $"{here}?page={page + 1}" : null), "Paiements", scope.Trail(context.Person));
    }

    /// <summary>The remittance advice of a transfer.</summary>
    public static async Task<IResult> AdviceAsync(
        [AsParameters] PageContext context, Guid organisation, Guid transfer, OrganisationStore store, PayoutDesk desk, AccessLog log)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope
            || await desk.AdviceAsync(transfer, scope.Sirets, context.Cancel) is not (var advice, var lines))
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.InvoicesView, AccessOperation.LookUp, Object: $"payout-transfer:{transfer}"), context.Cancel);
        return context.Private("provider-billing/advice", new AdviceModel(
            [
                new("Référence", advice.Reference), new("Montant", FrenchFormat.Price(advice.Cents)),
                    new("Établissement", $"SIRET {advice.Siret}"),
                new("État", BillingWords.Transfer(advice.State)),
                .. advice.AccountEnd is { } end ? [new FactRow("Compte", $"finissant par {end}")] : Array.Empty<FactRow>(),
                .. advice.Day is { } day ? [new FactRow("Date de la banque", FrenchFormat.Date(day))] : Array.Empty<FactRow>(),
                .. advice.Problem is { } problem
                ? [new FactRow("Raison de la banque", BillingWords.Reason(problem))] : Array.Empty<FactRow>(),
            ], [.. lines.Select(SumRow.Of)]), "Avis de versement",
            [.. scope.Trail(context.Person), new Crumb("Paiements", BillingAddresses.Payments.Of(organisation))]);
    }
}

/// <summary>Model of <c>pages/provider-billing/payments</c>.</summary>
/// <param name="Unpayable">Establishments without bank details that are owed something.</param>
public sealed record PaymentsModel(
    IReadOnlyList<string> Unpayable, IReadOnlyList<FactRow> Totals, IReadOnlyList<AdviceRow> Incidents, IReadOnlyList<AdviceRow> Advices,
    IReadOnlyList<SumRow> Sums, IReadOnlyList<RecoveryRow> Recoveries, string InvoicesHref, string? Previous, string? Next);

/// <summary>Model of <c>pages/provider-billing/advice</c>.</summary>
public sealed record AdviceModel(IReadOnlyList<FactRow> Facts, IReadOnlyList<SumRow> Lines);

/// <summary>A transfer.</summary>
public sealed record AdviceRow(string Href, string Reference, string Amount, string State, string Account, string Day, string Problem)
{
    internal static AdviceRow Of(AdviceView advice, Guid organisation) =>
        new(BillingAddresses.Advice.Of(organisation, advice.Id), advice.Reference,
        FrenchFormat.Price(advice.Cents), BillingWords.Transfer(advice.State), advice.AccountEnd is { } end ? $"…{end}" : "",
        advice.Day is { } day ? FrenchFormat.Date(day) : "", BillingWords.Reason(advice.Problem));
}

/// <summary>A sum that is due, or to be taken back.</summary>
public sealed record SumRow(string Kind, string Reference, string Amount, string State, string Badge, DateOnly DueOn, string Siret)
{
    internal static SumRow Of(PayableView sum)
    {
        var (state, badge) = BillingWords.Of(sum.State);
        return new(PayableKinds.Words[sum.Kind], sum.Reference, FrenchFormat.Price(sum.Cents), state, badge, sum.DueOn, sum.Siret);
    }
}

/// <summary>What is to be paid back after a control.</summary>
public sealed record RecoveryRow(string Number, string Amount, string State, DateOnly ClaimUntil)
{
    internal static RecoveryRow Of(RecoveryView recovery) => new(Marketplace.Bookings.Dossiers.BookingNumber.Text(recovery.Number),
        FrenchFormat.Price(recovery.Cents), RecoveryProcess.Table.Label(recovery.State), recovery.ClaimUntil);
}
