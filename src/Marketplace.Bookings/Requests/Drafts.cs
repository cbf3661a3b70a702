using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Requests;

/// <summary>What the profile step asks.</summary>
/// <param name="Status">One of <see cref="Money.Funding.FundingWords.Statuses"/>.</param>
/// <param name="Commune">INSEE code of where the learner lives.</param>
/// <param name="Message">To the provider; null: none.</param>
public sealed record DraftProfile(string Status, string Email, string? Phone, string Commune, string? Message);

/// <summary>
/// The request before it is sent: one draft for each session however many windows are open, saved step by step, so that signing out or
/// going back loses nothing.
/// </summary>
public sealed class Drafts(NpgsqlDataSource database, DossierDesk desk, ActionPageQuery actions, RuleBook book, TimeProvider clock)
{
    /// <summary>Drafts of one account.</summary>
    private const int Most = 20;

    /// <summary>Begins a request for a session, or goes on with the one that was begun.</summary>
    /// <exception cref="ProcessRefusedException">There is no such session, rights do not pay for it, or too many drafts wait.</exception>
    public async Task<Guid> StartAsync(long session, Actor actor, CancellationToken cancel)
    {
        var account = actor.AccountId!.Value;
        var (chosen, kind) = await ChosenAsync(session, cancel);
        return await database.EditAsync(async (BookingsContext all) =>
        {
            // Two clicks, two windows: one draft.
            await all.Database.ExecuteSqlAsync($"SELECT FROM account WHERE id = {account} FOR NO KEY UPDATE", cancel);
            var drafts = await all.Bookings.Where(b => b.AccountId == account && b.State == BookingProcess.Draft && b.DiscardedAt == null)
                .ToListAsync(cancel);
            if (drafts.FirstOrDefault(d => d.ActionId == chosen.ActionId) is { } begun)
            {
                chosen.Refresh(begun, kind);
                return begun.Id;
            }
            if (drafts.Count >= Most)
                throw new ProcessRefusedException(
                    $"Vous avez déjà {Most} demandes en cours de création : envoyez-en une, ou supprimez celles dont vous ne voulez plus.");
            var row = chosen.Draft(account, kind, clock.GetUtcNow());
            row.ContactEmail = await all.Connection.ExecuteScalarAsync<string?>(
                "SELECT email FROM account WHERE id = @account", new { account });
            all.Add(row);
            await DossierDesk.BegunAsync(all, row, actor, cancel);
            await AccessLog.WriteAsync(all.Connection, actor,
                new AccessEntry(Rights.BookingsMineAct, AccessOperation.Change, account, $"booking:{row.Id}"), cancel);
            return row.Id;
        }, cancel);
    }

    /// <summary>Chooses a session of the same action; with permanent entry, the day on which the learner would begin.</summary>
    /// <exception cref="ProcessRefusedException">It is sent, or the session is of another action.</exception>
    public async Task ChooseAsync(DossierKey key, long session, DateOnly? wishedStart, Actor actor, CancellationToken cancel)
    {
        var (chosen, kind) = await ChosenAsync(session, cancel);
        await EditAsync(key, actor, dossier =>
        {
            if (chosen.ActionId != dossier.Row.ActionId)
                throw new ProcessRefusedException("Cette session est celle d’une autre formation : commencez une autre demande.");
            chosen.Refresh(dossier.Row, kind);
            dossier.Row.WishedStart = chosen.Action.Action.PermanentEntry ? wishedStart : null;
        }, cancel);
    }

    /// <summary>What the eligibility step asks: for driving licences, that the learner holds none (D6323-8).</summary>
    public Task AttestAsync(DossierKey key, bool attests, Actor actor, CancellationToken cancel) =>
        EditAsync(key, actor, dossier => dossier.Row.AttestsConditions = attests, cancel);

    public Task SetProfileAsync(DossierKey key, DraftProfile profile, Actor actor, CancellationToken cancel) =>
        EditAsync(key, actor, dossier =>
        {
            var row = dossier.Row;
            (row.Status, row.ContactEmail, row.ContactPhone) = (profile.Status, profile.Email, profile.Phone);
            (row.ContactCommune, row.Message) = (profile.Commune, profile.Message);
        }, cancel);

    /// <summary>Accepts the conditions that stand on the page: those of the rules of a stamp.</summary>
    /// <returns>False: they have changed meanwhile and are to be read again.</returns>
    public async Task<bool> AcceptTermsAsync(DossierKey key, string version, Actor actor, CancellationToken cancel)
    {
        if (version != book.On(clock.Today()).Stamp)
            return false;
        await EditAsync(key, actor, dossier => (dossier.Row.TermsVersion, dossier.Row.TermsAcceptedAt) = (version, dossier.Now), cancel);
        return true;
    }

    /// <summary>Deletes a draft: nobody else ever saw it.</summary>
    /// <exception cref="ProcessRefusedException">It is sent.</exception>
    public Task DiscardAsync(DossierKey key, Actor actor, CancellationToken cancel) =>
        EditAsync(key, actor, dossier =>
        {
            var row = dossier.Row;
            (row.DiscardedAt, row.ContactEmail, row.ContactPhone, row.ContactCommune, row.Message) = (dossier.Now, null, null, null, null);
        }, cancel);

    private async Task<(ChosenSession Chosen, string Kind)> ChosenAsync(long session, CancellationToken cancel)
    {
        var chosen = await ChosenSession.FindAsync(database, actions, session, cancel)
            ?? throw new ProcessRefusedException("Cette session n’est plus proposée : choisissez-en une autre.");
        if (chosen.Action.ProviderWithheld)
            throw new ProcessRefusedException(
                "L’organisme n’est pas référencé en ce moment : aucune inscription ne peut lui être demandée.");
        return (chosen, chosen.OfferKind
            ?? throw new ProcessRefusedException(
                "Cette formation ne se paie pas avec des droits à la formation : adressez-vous à l’organisme."));
    }

    private Task EditAsync(DossierKey key, Actor actor, Action<OpenDossier> change, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            if (dossier.Row.State != BookingProcess.Draft)
                throw new ProcessRefusedException("Cette demande est envoyée : elle ne se modifie plus ici.");
            change(dossier);
            await AccessLog.WriteAsync(dossier.Connection, actor,
                new AccessEntry(Rights.BookingsMineAct, AccessOperation.Change, dossier.Row.AccountId, $"booking:{key.Id}"), cancel);
        }, cancel);
}
