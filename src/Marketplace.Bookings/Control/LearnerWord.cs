using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Control;

/// <summary>What the learner says of the service that the provider declared: it was so, or not. Not so opens a control.</summary>
public sealed class LearnerWord(DossierDesk desk)
{
    public const string NotSaid = "not-declared";
    public const string Confirmed = "confirmed";
    public const string Disputed = "disputed";

    /// <summary>It was as declared.</summary>
    /// <exception cref="ProcessRefusedException">Nothing is declared, or it is validated already.</exception>
    public Task ConfirmAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, dossier => SayAsync(dossier, Confirmed, actor, cancel), cancel);

    /// <summary>It was not: somebody looks into it before anything is validated.</summary>
    /// <inheritdoc cref="ConfirmAsync"/>
    public Task DisputeAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            await SayAsync(dossier, Disputed, actor, cancel);
            await Controls.OpenAsync(dossier, "dispute", null, text, actor, cancel);
            await dossier.TellProviderAsync(new("Une personne conteste le service fait",
                "La personne dit que ce que vous avez déclaré n’est pas exact.",
                "Le service examine le dossier et vous demandera des pièces."), cancel);
        }, cancel);

    /// <summary>Why it cannot be said now; null: it can.</summary>
    public static string? WhyNot(BookingRow row) =>
        row.State != BookingProcess.ServiceDeclared ? "Le service fait n’est pas déclaré, ou déjà validé."
        : row.AttendeeState != NotSaid ? "Vous avez déjà répondu." : null;

    private static async Task SayAsync(OpenDossier dossier, string word, Actor actor, CancellationToken cancel)
    {
        if (WhyNot(dossier.Row) is { } refusal)
            throw new ProcessRefusedException(refusal);
        dossier.Row.AttendeeState = word;
        await dossier.All.SaveChangesAsync(cancel);
        await AccessLog.WriteAsync(dossier.Connection, actor,
            new AccessEntry(Rights.BookingsMineAct, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
    }
}
