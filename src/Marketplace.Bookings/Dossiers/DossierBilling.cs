using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Moves the billing of dossiers, through its process alone.</summary>
public static class DossierBilling
{
    /// <summary>Of the dossier that is open, with what the command changed in its row before.</summary>
    /// <exception cref="Platform.Processes.ProcessRefusedException">The process does not allow it. The transaction is lost.</exception>
    public static async Task MoveAsync(OpenDossier dossier, string @event, Actor actor, CancellationToken cancel)
    {
        var step = BillingProcess.Table.Take(dossier.Row.BillingState, @event, actor.Role, BillingFacts.None);
        if (step.To == dossier.Row.BillingState)
            return;
        await dossier.All.SaveChangesAsync(cancel);
        await BillingProcess.Column.MoveAsync(dossier.Connection, step, [dossier.Row.Id], cancel);
        await dossier.All.Entry(dossier.Row).ReloadAsync(cancel);
    }

    /// <summary>Of many dossiers in one state, which the caller's transaction has locked.</summary>
    /// <inheritdoc cref="MoveAsync"/>
    public static Task MoveManyAsync(
        NpgsqlConnection connection, string from, string @event, IReadOnlyCollection<Guid> bookings, CancellationToken cancel) =>
        BillingProcess.Column.MoveAsync(
            connection, BillingProcess.Table.Take(from, @event, Roles.Program, BillingFacts.None), bookings, cancel);
}
