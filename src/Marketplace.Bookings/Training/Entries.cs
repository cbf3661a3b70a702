using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Settlement;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Access;

namespace Marketplace.Bookings.Training;

/// <summary>
/// Transition 13: the entry into training, which counts once it can no longer be taken back; and the one that nobody declared.
/// </summary>
public sealed class Entries(DossierDesk desk, DossierClosing closing, Settling settling)
{
    public Task DeclareAsync(DossierKey key, string? seen, DateOnly on, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var row = dossier.Row;
            var facts = await dossier.FactsAsync(cancel) with { WhyNotEnter = WhyNot(dossier, on) };
            DossierDesk.Ask(dossier, BookingProcess.DeclareEntry, actor, facts);
            (row.EntryOn, row.EntryDeclaredAt) = (on, dossier.Now);
            row.EntryCountsAt = dossier.Now.AddHours(dossier.Rules.Get(BookingRules.EntryTakeBack));
            await DossierDesk.TakeAsync(dossier, BookingProcess.DeclareEntry, actor, cancel, facts, new { on });
            await dossier.TellLearnerAsync(
                new("Votre entrée en formation est déclarée", $"L’organisme a déclaré votre entrée en formation le {DossierWords.Day(on)}.",
                "Ce n’est pas le cas ? Dites-le dans votre dossier : « La formation n’a jamais commencé »."), cancel);
        }, cancel);

    public Task TakeBackAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var facts = await dossier.FactsAsync(cancel);
        DossierDesk.Ask(dossier, BookingProcess.TakeBackEntry, actor, facts);
        (dossier.Row.EntryOn, dossier.Row.EntryDeclaredAt, dossier.Row.EntryCountsAt) = (null, null, null);
        await DossierDesk.TakeAsync(dossier, BookingProcess.TakeBackEntry, actor, cancel, facts);
        await dossier.TellLearnerAsync(
            new("La déclaration de votre entrée est reprise", "L’organisme avait déclaré votre entrée en formation par erreur."), cancel);
    }, cancel);

    /// <summary>The entry counts: of a long training the deposit is debited.</summary>
    internal async Task CountAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var row = dossier.Row;
        var facts = dossier.Facts();
        DossierDesk.Ask(dossier, BookingProcess.EntryCounts, Actor.Program, facts);
        row.EntryCountedAt = dossier.Now;
        var deposit = DepositOf(dossier);
        if (deposit > 0)
        {
            await Settling.DepositAsync(dossier, deposit, cancel);
            await DossierPayables.DepositAsync(dossier, deposit, cancel);
        }
        await DossierDesk.TakeAsync(dossier, BookingProcess.EntryCounts, Actor.Program, cancel, facts, new { depositCents = deposit });
    }

    /// <summary>An operator finds that the training never began, whatever was declared: all returns.</summary>
    public Task NeverBeganAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var facts = await dossier.FactsAsync(cancel);
        DossierDesk.Ask(dossier, BookingProcess.NeverBegan, actor, facts);
        await closing.LetSeatGoAsync(dossier, cancel);
        await settling.ApplyAsync(dossier, await DossierEnding.AllReturnedAsync(dossier, BookingProcess.NotRealised, cancel), cancel);
        dossier.Row.EndReason = BookingProcess.NeverBegan;
        await ControlStates.MoveAsync(dossier, ControlStates.Leave, cancel);
        await DossierDesk.TakeAsync(dossier, BookingProcess.NeverBegan, actor, cancel, facts);
        var news = new DossierNews(
            "L’inscription est annulée : formation non réalisée",
            "Le service constate que la formation n’a jamais commencé : rien n’est dû, tout est rendu.");
        await dossier.TellLearnerAsync(news, cancel);
        await dossier.TellProviderAsync(news, cancel);
    }, cancel);

    /// <summary>Nobody declared an entry in time: the training did not take place for this person, all returns.</summary>
    internal async Task MissedAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var facts = dossier.Facts();
        DossierDesk.Ask(dossier, BookingProcess.EntryMissed, Actor.Program, facts);
        await closing.LetSeatGoAsync(dossier, cancel);
        await settling.ApplyAsync(dossier, await DossierEnding.AllReturnedAsync(dossier, BookingProcess.NotRealised, cancel), cancel);
        dossier.Row.EndReason = BookingProcess.EntryMissed;
        await DossierDesk.TakeAsync(dossier, BookingProcess.EntryMissed, Actor.Program, cancel, facts);
        await dossier.TellLearnerAsync(new("Votre inscription est annulée : formation non réalisée",
            "L’organisme n’a pas déclaré votre entrée en formation. Tout vous revient.",
            "Ce qui revient sur une carte y arrive dans les 30 jours."), cancel);
        await dossier.TellProviderAsync(new("Une inscription est annulée : formation non réalisée",
            "L’entrée en formation n’a pas été déclarée dans le délai : rien n’est dû."), cancel);
    }

    private static string? WhyNot(OpenDossier dossier, DateOnly on) =>
        on > dossier.Today ? "Le jour de l’entrée n’est pas encore venu."
        : on < dossier.Row.Starts ? $"La formation commence le {dossier.Row.Starts:dd/MM/yyyy} : l’entrée ne vient pas avant."
        : on > dossier.Row.Ends ? $"La formation finit le {dossier.Row.Ends:dd/MM/yyyy} : l’entrée ne vient pas après."
        : null;

    /// <summary>25 % of the price when the training lasts over three months; half up to the cent.</summary>
    private static long DepositOf(OpenDossier dossier)
    {
        var (row, rules) = (dossier.Row, dossier.Rules);
        return row.Ends!.Value > dossier.WorkingDays.End(row.Starts!.Value, rules.Get(PaymentRules.DepositDuration))
            ? (long)decimal.Round(row.Price * rules.Get(PaymentRules.DepositShare), MidpointRounding.AwayFromZero) : 0;
    }
}
