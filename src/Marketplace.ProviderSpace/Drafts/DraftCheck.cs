using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Catalogue.Seats;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Forms;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.ContentRules;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>
/// Judges a draft whole: by the rules of files (<see cref="OfferForm"/>), by those of content (<see cref="ContentCheck"/>), and by what
/// learners have already of it.
/// </summary>
public sealed class DraftCheck(NpgsqlDataSource database, ReferenceDataStore reference, ContentFactsReader facts, TimeProvider clock)
{
    /// <summary>All mistakes at once.</summary>
    public async Task<DraftReport> RunAsync(Draft draft, CancellationToken cancel)
    {
        var form = OfferForm.Read(draft.Siret, draft.Content.Typed(), reference.Current, clock.Today());
        var findings = form.Findings
            .Select(f => new DraftFinding(f.Code.Severity == Severity.Error, f.Action, f.Session, f.Column, f.Text)).ToList();
        if (draft.Content.Actions.Count == 0)
            findings.Add(new(true, null, null, null, "Ajoutez au moins une action : le lieu, la modalité et le prix."));
        for (var i = 0; i < draft.Content.Actions.Count; i++)
            if (draft.Content.Actions[i].Sessions.Count == 0)
                findings.Add(new(true, i, null, null, "Ajoutez au moins une session à cette action."));
        if (form.Offer is { } offer)
            findings.AddRange(ContentCheck.Run(offer, await facts.ReadAsync(draft.Siret, offer.Offer.CertificationCode, cancel))
                .Select(f => InDraft(f, draft, form)));
        findings.AddRange(await SeatsAsync(draft, cancel));
        return new(form.Offer, findings);
    }

    /// <summary>Rules saw only what could be read: their places are brought back to the draft's by the items' numbers.</summary>
    private static DraftFinding InDraft(ContentFinding finding, Draft draft, FormReport form)
    {
        int? action = null, session = null;
        if (finding.Action is { } a)
        {
            var accepted = form.Offer!.Actions[a];
            action = draft.Content.Actions.FindIndex(d => d.Number == accepted.Action.Number);
            if (finding.Session is { } s)
                session = draft.Content.Actions[action.Value].Sessions.FindIndex(d => d.Number == accepted.Sessions[s].Number);
        }
        return new(finding.Rule.Blocks, action, session, finding.Column, finding.Text, finding.Rule.Basis);
    }

    /// <summary>A session cannot have fewer seats than are taken; publishing asks again under the lock.</summary>
    private async Task<IEnumerable<DraftFinding>> SeatsAsync(Draft draft, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var taken = (await connection.QueryAsync<(string Action, string Session, int Taken)>(new CommandDefinition("""
            SELECT a.number, s.number, s.seats_taken FROM offer o JOIN action a ON a.offer_id = o.id JOIN session s ON s.action_id = a.id
            WHERE o.siret = @Siret AND o.number = @Number AND s.seats_taken > 0
            """, new { draft.Siret, draft.Number }, cancellationToken: cancel))).ToDictionary(t => (t.Action, t.Session), t => t.Taken);
        return draft.Content.Actions.SelectMany((action, a) => action.Sessions.Select((session, s) =>
            taken.TryGetValue((action.Number, session.Number), out var seats)
            && int.TryParse(session.Fields.GetValueOrDefault(DraftFields.Seats), out var capacity) && capacity < seats
                ? new DraftFinding(true, a, s, DraftFields.Seats, new CapacityBelowTakenException(capacity, seats).Message) : null))
            .OfType<DraftFinding>();
    }
}
