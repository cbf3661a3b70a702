using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Answers;

/// <summary>
/// Transition 6: the learner asks a funder for money (L6323-4), who answers on one page. Granted money comes from the funder's own
/// fund as a top-up that serves this training alone.
/// </summary>
public sealed class FunderAnswers(DossierDesk desk, DossierClosing closing)
{
    /// <param name="fund">Of <see cref="CounterCodes.Fund"/>.</param>
    /// <param name="keepsProposal">Without this money the learner would still decide on the proposal.</param>
    public Task AskAsync(DossierKey key, string? seen, string fund, long cents, bool keepsProposal, Actor actor,
        CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var row = dossier.Row;
            var facts = await dossier.FactsAsync(cancel);
            DossierDesk.Ask(dossier, BookingProcess.AskFunder, actor, facts);
            await closing.LetPageGoAsync(dossier, cancel);
            if (cents <= 0 || cents > row.Price)
                throw new ProcessRefusedException("Le financement demandé est supérieur à zéro et ne dépasse pas le prix.");
            (row.Funder, row.FunderCents, row.KeepsProposal, row.FunderAskedAt) = (fund, cents, keepsProposal, dossier.Now);
            await DossierDesk.TakeAsync(dossier, BookingProcess.AskFunder, actor, cancel, facts, new { fund, cents });
            await dossier.TellFunderAsync(
                new("Une demande de financement vous attend", $"Une personne vous demande {EuroText.Of(cents)} pour sa formation.",
                $"Répondez {DossierWords.Until(dossier, BookingProcess.FunderSilent)} : sans réponse, elle décidera sans vous."), cancel);
            await dossier.TellLearnerAsync(new("Votre demande de financement est envoyée", "Le financeur examine votre demande.",
                $"Il répond {DossierWords.Until(dossier, BookingProcess.FunderSilent)}. S’il ne répond pas, la proposition vous revient."),
                cancel);
        }, cancel);

    /// <summary>Grants all or a part of what was asked.</summary>
    /// <param name="kind">One of <see cref="RuleWords.TopUps"/>.</param>
    public Task GrantAsync(DossierKey key, string? seen, long cents, string kind, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var row = dossier.Row;
            var facts = await dossier.FactsAsync(cancel) with
            {
                WhyNotGrant = cents <= 0 || cents > row.FunderCents ? "Accordez au plus ce qui est demandé, et plus de zéro." : null,
            };
            DossierDesk.Ask(dossier, BookingProcess.FunderGrants, actor, facts);
            try
            {
                await CreditAsync(dossier, cents, kind, cancel);
            }
            catch (InsufficientBalanceException)
            {
                throw new ProcessRefusedException("Votre fonds ne suffit pas : versez-y d’abord l’argent (R6323-42), ou accordez moins.");
            }
            await BackAsync(dossier, BookingProcess.FunderGrants, actor, facts, new { cents },
                $"Le financeur vous accorde {EuroText.Of(cents)}.", cancel);
        }, cancel);

    /// <summary>Refuses; whether the proposal stays is the learner's word when asking.</summary>
    public Task RefuseAsync(DossierKey key, string? seen, string? note, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var facts = await dossier.FactsAsync(cancel);
            var said = note is null ? "" : $" Il vous écrit : « {note.ReplaceLineEndings(" ")} »";
            var step = DossierDesk.Ask(dossier, BookingProcess.FunderRefuses, actor, facts);
            if (step.To == BookingProcess.Proposed)
            {
                await BackAsync(dossier, BookingProcess.FunderRefuses, actor, facts, null, $"Le financeur ne vous accorde rien.{said}",
                    cancel);
                return;
            }
            (dossier.Row.EndReason, dossier.Row.EndNote) = ("funder-refused", note);
            await DossierDesk.TakeAsync(dossier, BookingProcess.FunderRefuses, actor, cancel, facts);
            await closing.LetSeatGoAsync(dossier, cancel);
            await dossier.TellLearnerAsync(
                new("Le financement est refusé",
                $"Le financeur ne vous accorde rien : comme vous l’aviez dit, la demande est close. Rien n’a été débité.{said}"), cancel);
            await dossier.TellProviderAsync(
                new("Une demande est close", "Le financeur sollicité a refusé, et la personne renonce."), cancel);
        }, cancel);

    /// <summary>The funder did not answer in time.</summary>
    internal async Task SilentAsync(OpenDossier dossier, CancellationToken cancel) =>
        await BackAsync(dossier, BookingProcess.FunderSilent, Actor.Program, dossier.Facts(), null,
            "Le financeur n’a pas répondu dans son délai.", cancel);

    private static async Task BackAsync(
        OpenDossier dossier, string @event, Actor actor, BookingFacts facts, object? detail, string text, CancellationToken cancel)
    {
        dossier.Row.AnswerFrom = dossier.Now;
        await DossierDesk.TakeAsync(dossier, @event, actor, cancel, facts, detail);
        await dossier.TellLearnerAsync(new("La proposition vous revient", text,
            $"La proposition de l’organisme vous attend : acceptez-la ou renoncez {DossierWords.Until(dossier, BookingProcess.LearnerSilent)}."), cancel);
    }

    private static async Task CreditAsync(OpenDossier dossier, long cents, string kind, CancellationToken cancel)
    {
        var row = dossier.Row;
        var holder = await LedgerAccounts.OfAccountAsync(dossier.Connection, row.AccountId, cancel)
            ?? throw new ProcessRefusedException("Le compte de la personne n’est plus rattaché à son numéro de sécurité sociale.");
        var bucket = await LedgerAccounts.OpenBucketAsync(dossier.Connection, holder, new BucketTerms(
            AccountKinds.TopUp, kind, row.Funder, [row.CertificationCode],
            dossier.WorkingDays.End(row.Ends ?? row.Starts ?? dossier.Today, dossier.Rules.Get(BookingRules.GrantRest)), RefundRest: true),
            cancel);
        var fund = await LedgerAccounts.CounterAsync(dossier.Connection, AccountKinds.Funder, row.Funder!, cancel: cancel);
        await LedgerPosting.PostAsync(dossier.Connection,
            new LedgerEvent($"booking/{row.Id:N}/grant-{row.FunderAskedAt!.Value.ToUnixTimeMilliseconds()}", holder, dossier.Today,
                await RuleSets.FreezeAsync(dossier.Connection, dossier.Rules, cancel)),
            [new Transfer(Natures.Credit, fund, bucket, cents, "booking.granted")], cancel);
    }
}
