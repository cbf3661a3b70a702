using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Dossiers;

/// <summary>
/// Whether somebody looks into a dossier: a complaint, or a control. While they do, nothing is validated and nothing is paid. Nothing else
/// changes <c>booking.control_state</c>.
/// </summary>
public static class ControlStates
{
    public const string Free = "not-in-control";
    public const string InControl = "in-control";
    public const string Released = "released";

    public const string Open = "open";
    public const string Enter = "enter";
    public const string Leave = "leave";

    private static readonly StateColumn Column = new("booking", "id", "control_state", null);

    public static readonly Process<string, string, BillingFacts> Table = new(
        new("control-state", "Contrôle d’un dossier", "Le contrôle de ce dossier"), RightsTable.Current.ForProcesses,
        [new(Free, "Aucun contrôle"), new(InControl, "Contrôle ou réclamation en cours"), new(Released, "Contrôle levé")],
        [new(Open, "l’ouvrir"), new(Enter, "le commencer"), new(Leave, "le lever")],
        [
            new([], Open, Free) { Begins = true },
            new([Free, Released], Enter, InControl) { Effect = "le service fait n’est pas validé, rien n’est payé" },
            new([Free, InControl], Leave, Released) { Effect = "validation et paiement reprennent" },
        ]);

    /// <summary>Moves it, unless it is there already, or something else still looks into the dossier; the deadlines follow.</summary>
    /// <param name="others">Complaints or controls that are open beside what ends now.</param>
    public static async Task MoveAsync(OpenDossier dossier, string @event, CancellationToken cancel, bool others = false)
    {
        if (!(others && @event == Leave) && dossier.Row.ControlState != (@event == Enter ? InControl : Released))
        {
            var step = Table.Take(dossier.Row.ControlState, @event, Roles.Program, BillingFacts.None);
            await dossier.All.SaveChangesAsync(cancel);
            await Column.MoveAsync(dossier.Connection, step, [dossier.Row.Id], cancel);
            await dossier.All.Entry(dossier.Row).ReloadAsync(cancel);
        }
        await DossierDesk.ScheduleAsync(dossier, cancel);
    }
}
