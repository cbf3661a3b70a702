using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Sheets.Forms;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.ContentRules;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>
/// Drafts of offers: begun, written, thrown away. Each method takes the establishments whose offers the caller may see; of others there
/// is nothing (null, false).
/// </summary>
public sealed class OfferDrafts(NpgsqlDataSource database, ReferenceDataStore reference, TimeProvider clock)
{
    /// <summary>Drafts of an establishment.</summary>
    private const int Most = 500;

    /// <summary>Characters of a draft: an offer of a thousand sessions has about a million.</summary>
    private const int MostCharacters = 8_000_000;

    public Task<Draft?> FindAsync(Guid id, IReadOnlyCollection<string> sirets, CancellationToken cancel) => database.ReadAsync(
        async (DraftsContext all) => await all.Drafts.SingleOrDefaultAsync(d => d.Id == id && sirets.Contains(d.Siret), cancel) is { } row
            ? Draft.Of(row) : null, cancel);

    /// <summary>The draft of an offer, by its number; null: nobody changes it.</summary>
    public Task<Guid?> OfOfferAsync(string siret, string number, CancellationToken cancel) => database.ReadAsync(
        (DraftsContext all) => all.Drafts.Where(d => d.Siret == siret && d.Number == number).Select(d => (Guid?)d.Id)
            .SingleOrDefaultAsync(cancel), cancel);

    /// <summary>A new offer, empty but for its certification and that one's title.</summary>
    /// <param name="number">As the provider counts its offers; null: it does not matter to them.</param>
    /// <exception cref="ProcessRefusedException">The number is taken, or there are too many drafts.</exception>
    public Task<Guid> StartAsync(string siret, string? number, string certification, Actor actor, CancellationToken cancel)
    {
        var today = clock.Today();
        var content = new DraftContent { Fields = DraftFields.New("formation", number ?? DraftFields.NewNumber('F'), today) };
        content.Fields[DraftFields.Certification] = certification;
        if (reference.Current.Certifications.ByCode(certification) is { Placeholder: false } known)
            content.Fields[DraftFields.Title] = ContentCheck.TitleOf(known);
        return AddAsync(siret, content, null, "", actor, cancel);
    }

    /// <summary>A draft that changes an offer, or publishes an archived one again.</summary>
    /// <param name="shown">Its version, empty for an archived one.</param>
    /// <exception cref="ProcessRefusedException">There are too many drafts.</exception>
    public async Task<Guid> OfPublishedAsync(string siret, TypedOffer offer, string shown, Actor actor, CancellationToken cancel)
    {
        var content = DraftContent.Of(offer);
        return await OfOfferAsync(siret, content.Fields[DraftFields.OfferNumber], cancel) is { } known
            ? known : await AddAsync(siret, content, shown.Length == 0 ? null : content, shown, actor, cancel);
    }

    /// <summary>A new offer that begins as a copy of another, with those of its sessions that are to come.</summary>
    /// <exception cref="ProcessRefusedException">There are too many drafts.</exception>
    public Task<Guid> CopyAsync(string siret, TypedOffer offer, Actor actor, CancellationToken cancel)
    {
        var (content, today) = (DraftContent.Of(offer), clock.Today());
        Anew(content.Fields, "formation", 'F', today);
        foreach (var action in content.Actions)
        {
            Anew(action.Fields, "action", 'A', today);
            action.Sessions.RemoveAll(session => IsOver(session, today));
            action.Sessions.ForEach(session => Anew(session.Fields, "session", 'S', today));
        }
        return AddAsync(siret, content, null, "", actor, cancel);
    }

    /// <summary>Changes what a draft says.</summary>
    /// <param name="seen"><see cref="Draft.Version"/> of what was shown.</param>
    /// <param name="change">False: what it was about is no longer there, and nothing is written.</param>
    /// <returns>The draft after it; null: there is none, or what it was about is gone.</returns>
    /// <exception cref="StaleChangeException">Somebody else changed it meanwhile.</exception>
    public async Task<Draft?> ChangeAsync(
        Guid id, IReadOnlyCollection<string> sirets, string seen, Func<DraftContent, DateOnly, bool> change, Actor actor,
        CancellationToken cancel)
    {
        var done = await database.EditAsync(async (DraftsContext all) =>
        {
            if (await all.Drafts.SingleOrDefaultAsync(d => d.Id == id && sirets.Contains(d.Siret), cancel) is not { } row)
                return false;
            if (Draft.VersionOf(row) != seen)
                throw new StaleChangeException();
            var content = DraftContent.Read(row.Content);
            if (!change(content, clock.Today()))
                return false;
            Keep(row, content, actor);
            await LogAsync(all.Connection, actor, row.Siret, row.Number, cancel);
            return true;
        }, cancel);
        return done ? await FindAsync(id, sirets, cancel) : null;
    }

    /// <summary>What is published now takes the place of what the draft began from; what it says stays.</summary>
    /// <param name="shown">Version of what is published; empty: nothing is any more.</param>
    /// <returns>False: there is no such draft.</returns>
    public Task<bool> RebaseAsync(
        Guid id, IReadOnlyCollection<string> sirets, TypedOffer? published, string shown, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (DraftsContext all) =>
        {
            if (await all.Drafts.SingleOrDefaultAsync(d => d.Id == id && sirets.Contains(d.Siret), cancel) is not { } row)
                return false;
            (row.Base, row.Shown) = (published is null ? null : DraftContent.Of(published).Json, shown);
            row.ChangedAt = clock.GetUtcNow();
            await LogAsync(all.Connection, actor, row.Siret, row.Number, cancel);
            return true;
        }, cancel);

    /// <summary>Throws a draft away; what is published stays as it is.</summary>
    /// <returns>False: there is no such draft.</returns>
    public Task<bool> DiscardAsync(Guid id, IReadOnlyCollection<string> sirets, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (DraftsContext all) =>
        {
            if (await all.Drafts.SingleOrDefaultAsync(d => d.Id == id && sirets.Contains(d.Siret), cancel) is not { } row)
                return false;
            all.Remove(row);
            await LogAsync(all.Connection, actor, row.Siret, row.Number, cancel);
            return true;
        }, cancel);

    internal static Task LogAsync(NpgsqlConnection connection, Actor actor, string siret, string number, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.OffersEdit, AccessOperation.Change, Object: $"offer:{siret}:{number}"), cancel);

    private Task<Guid> AddAsync(
        string siret, DraftContent content, DraftContent? before, string shown, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (DraftsContext all) =>
        {
            var number = content.Fields[DraftFields.OfferNumber];
            await all.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('offer_draft ' || {siret}))", cancel);
            if (await all.Drafts.CountAsync(d => d.Siret == siret, cancel) >= Most)
                throw new ProcessRefusedException($"Cet établissement a déjà {Most} brouillons : publiez-en ou supprimez-en.");
            var taken = await all.Drafts.AnyAsync(d => d.Siret == siret && d.Number == number, cancel)
                || (before is null && shown.Length == 0 && await all.Database.SqlQuery<long>(
                    $"SELECT id AS \"Value\" FROM offer WHERE siret = {siret} AND number = {number} AND archived_at IS NULL")
                    .AnyAsync(cancel));
            if (taken)
                throw new ProcessRefusedException(
                    $"Le numéro « {number} » est déjà celui d’une offre ou d’un brouillon de cet établissement.");
            var now = clock.GetUtcNow();
            var row = new OfferDraftRow
            {
                Siret = siret, Number = number, Title = "", Shown = shown, Base = before?.Json, Content = "", CreatedAt = now,
                    ChangedAt = now,
            };
            Keep(row, content, actor);
            all.Add(row);
            await LogAsync(all.Connection, actor, siret, number, cancel);
            return row.Id;
        }, cancel);

    private void Keep(OfferDraftRow row, DraftContent content, Actor actor)
    {
        // Its number is what it is found by.
        content.Fields[DraftFields.OfferNumber] = row.Number;
        row.Content = content.Json;
        if (row.Content.Length > MostCharacters)
            throw new ProcessRefusedException(
                "Cette offre est trop grande pour un formulaire : répartissez ses actions sur plusieurs offres.");
        row.Title = content.Fields.GetValueOrDefault(DraftFields.Title, "");
        row.ChangedAt = clock.GetUtcNow();
        row.ChangedBy = actor.AccountId;
    }

    private static void Anew(Dictionary<string, string> fields, string level, char kind, DateOnly today)
    {
        foreach (var (name, text) in DraftFields.New(level, DraftFields.NewNumber(kind), today))
            fields[name] = text;
    }

    private static bool IsOver(DraftSession session, DateOnly today) =>
        DateOnly.TryParseExact(session.Fields.GetValueOrDefault("debut"), "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var starts) && starts < today;
}
