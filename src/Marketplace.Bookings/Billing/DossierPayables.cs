using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;

namespace Marketplace.Bookings.Billing;

/// <summary>What a dossier comes to owe its provider, or to take back, in the transaction that decides it.</summary>
internal static class DossierPayables
{
    /// <summary>The deposit of a long training: paid without an invoice.</summary>
    public static async Task DepositAsync(OpenDossier dossier, long cents, CancellationToken cancel)
    {
        await AddAsync(dossier, PayableKinds.Deposit, cents, cancel);
        await DossierBilling.MoveAsync(dossier, BillingProcess.DepositFallsDue, Actor.Program, cancel);
    }

    /// <summary>The end is known: what is due may be invoiced; a deposit beyond it is taken from later payouts.</summary>
    public static async Task EndAsync(OpenDossier dossier, long dueCents, CancellationToken cancel)
    {
        if (dossier.Row.Deposit > dueCents)
            await AddAsync(dossier, PayableKinds.Overpaid, dueCents - dossier.Row.Deposit, cancel);
        await DossierBilling.MoveAsync(
            dossier, dueCents > 0 ? BillingProcess.FallsDue : BillingProcess.NothingDue, Actor.Program, cancel);
    }

    /// <summary>What of the price is paid as a deposit, at most what is due.</summary>
    public static long Prepaid(BookingRow row) => Math.Min(row.Deposit, row.ProviderDue ?? 0);

    private static Task AddAsync(OpenDossier dossier, string kind, long cents, CancellationToken cancel) =>
        Payables.AddAsync(dossier.Connection, new NewPayable(
            $"booking/{dossier.Row.Id:N}/{kind}", dossier.Row.Siret, kind, dossier.Row.Id, BookingNumber.Text(dossier.Row.Number), cents,
            dossier.WorkingDays.End(dossier.Today, dossier.Rules.Get(PaymentRules.Deposit))), dossier.Now, cancel);
}
