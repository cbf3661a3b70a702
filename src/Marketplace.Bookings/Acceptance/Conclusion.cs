using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Bookings.Acceptance;

/// <summary>A booking becomes firm: money reserved, seat taken, rules, lines and what statistics need frozen, in one transaction.</summary>
public sealed class Conclusion
{
    /// <param name="held">With all buckets: the card's money has come.</param>
    internal async Task ConcludeAsync(
        OpenDossier dossier, HeldPlan held, string @event, Actor actor, BookingFacts facts, CancellationToken cancel)
    {
        var (row, connection, plan) = (dossier.Row, dossier.Connection, held.Plan);
        await SessionSeats.TakeAsync(connection, row.SessionId, row.Id, cancel);
        var ruleSet = await RuleSets.FreezeAsync(connection, dossier.Rules, cancel);
        (row.AcceptedAt, row.AcceptedOn, row.RuleSet, row.Holder) = (dossier.Now, dossier.Today, ruleSet, held.Holder);
        (row.Participation, row.Exemption, row.Cap) = (plan.FixedParticipationCents, plan.Exemption, plan.CapCents);
        (row.PaymentUntil, row.PaymentPlan) = (null, null);
        await FreezeForStatisticsAsync(dossier, cancel);
        await WriteLinesAsync(dossier, plan, held.Shares, cancel);
        await BookingLedger.ReserveAsync(connection, new AcceptedBooking(
            row.Id, held.Holder, row.Price, plan.FixedParticipationCents, plan.Exemption, plan.CapCents,
            [.. held.Shares.Select(s => (s.Bucket!.Value, s.Cents))], Certification: row.CertificationCode), held.On, ruleSet, cancel);
        await DossierDesk.TakeAsync(dossier, @event, actor, cancel, facts,
            new { cents = row.Price, learnerCents = plan.LearnerTotalCents, starts = row.Starts, ends = row.Ends, ruleSet });
        await dossier.TellLearnerAsync(new("Votre inscription est confirmée",
            $"Votre inscription est confirmée : {EuroText.Of(row.Price)} sont réservés{(plan.LearnerTotalCents > 0 ? $", dont {EuroText.Of(plan.LearnerTotalCents)} à votre charge" : "")}.",
            $"La formation commence le {DossierWords.Day(row.Starts!.Value)}. Dans votre espace : ce que vous récupérez si vous annulez, et jusqu’à quand."), cancel);
        await dossier.TellProviderAsync(new("Une inscription est confirmée", "La personne a accepté votre proposition.",
            $"La formation commence le {DossierWords.Day(row.Starts!.Value)} : déclarez alors son entrée {DossierWords.Until(dossier, BookingDues.EntryDeclaration)}."), cancel);
    }

    private static async Task WriteLinesAsync(
        OpenDossier dossier, FundingPlan plan, IReadOnlyList<PlannedShare> shares, CancellationToken cancel)
    {
        var id = dossier.Row.Id;
        dossier.All.AddRange(plan.Lines.Select((line, index) => new BookingLineRow
        {
            BookingId = id, Line = (short)(index + 1), Source = line.Source, Kind = line.Kind, Amount = line.AmountCents,
        }));
        dossier.All.AddRange(shares.Select((share, index) => new BookingShareRow
        {
            BookingId = id, Share = (short)(index + 1), Line = share.Line, Bucket = share.Bucket!.Value, Amount = share.Cents,
        }));
        await dossier.All.SaveChangesAsync(cancel);
    }

    private static async Task FreezeForStatisticsAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var row = dossier.Row;
        var (sex, born) = await dossier.Connection.QuerySingleAsync<(string? Sex, DateOnly? Born)>(new CommandDefinition(
            "SELECT sex, birth_date FROM holder WHERE account_id = @AccountId", new { row.AccountId }, cancellationToken: cancel));
        (row.Sex, row.Situation, row.Residence) = (sex, row.Status, row.ContactCommune);
        row.AgeClass = born is { } day ? AgeClass(day, dossier.Today) : null;
    }

    /// <summary>Classes of the published statistics.</summary>
    internal static string AgeClass(DateOnly born, DateOnly on)
    {
        var age = on.Year - born.Year - (on.DayOfYear < born.AddYears(on.Year - born.Year).DayOfYear ? 1 : 0);
        return age switch
        {
            < 25 => "under-25",
            < 35 => "25-34",
            < 45 => "35-44",
            < 55 => "45-54",
            < 65 => "55-64",
            _ => "65-and-over",
        };
    }
}
