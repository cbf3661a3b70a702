using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Recoveries;
using Marketplace.Bookings.Settlement;
using Marketplace.Payments.Payables;

namespace Marketplace.Bookings.Control;

/// <summary>What a control changes: before the validation the declaration, before the invoice what is due, afterwards a recovery.</summary>
public sealed class ControlEffect(RecoveryClaims recoveries)
{
    /// <summary>What would be due at a rate: the provider answers for what it declared beyond it.</summary>
    internal static async Task<long> DueAsync(OpenDossier dossier, int rate, CancellationToken cancel) =>
        (await DossierEnding.OfAsync(dossier, EventOf(dossier.Row, rate), cancel)).Plan.ProviderDueCents;

    /// <summary>The dossier goes on as before the control.</summary>
    internal static async Task ReleaseAsync(OpenDossier dossier, CancellationToken cancel)
    {
        await ControlStates.MoveAsync(dossier, ControlStates.Leave, cancel, await dossier.Connection.ExecuteScalarAsync<bool>(
            new CommandDefinition("SELECT EXISTS (SELECT FROM booking_complaint WHERE booking_id = @Id AND state <> 'closed')",
                new { dossier.Row.Id }, cancellationToken: cancel)));
        await Payables.ResumeAsync(dossier.Connection, dossier.Row.Id, cancel);
    }

    internal async Task ApplyAsync(OpenDossier dossier, ControlView control, CancellationToken cancel)
    {
        var (row, rate) = (dossier.Row, control.DecidedRate!.Value);
        if (row.State == BookingProcess.ServiceDeclared)
        {
            // The clock validates what was decided instead of what was declared.
            var (reason, liable) = (row.ExitReason == "total" ? "interrupted" : row.ExitReason, row.ExitLiable ?? "provider");
            (row.ExitRate, row.ExitReason, row.ExitLiable, row.ForceMajeure) = (rate, reason, liable, row.ForceMajeure && rate < 100);
            row.ProviderDue = control.DueAfter;
        }
        else if (control.DueBefore > control.DueAfter)
        {
            await recoveries.ClaimAsync(dossier, control.Id, control.DueBefore!.Value - control.DueAfter!.Value, cancel);
        }
        await ReleaseAsync(dossier, cancel);
    }

    private static EndingEvent EventOf(BookingRow row, int rate) =>
        new(EndingKind.Exit, row.ExitOn!.Value, row.ForceMajeure && rate < 100, rate,
        rate == 100 || row.ForceMajeure ? null : EndingEvent.Liabilities[row.ExitLiable ?? "provider"]);
}
