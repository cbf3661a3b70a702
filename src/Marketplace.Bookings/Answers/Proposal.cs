using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Answers;

/// <summary>What a provider proposes: the quote.</summary>
/// <param name="PriceCents">With tax.</param>
/// <param name="Note">To the learner; null: none.</param>
public sealed record Proposal(DateOnly Starts, DateOnly Ends, int? Hours, long PriceCents, string? Note)
{
    /// <summary>As the offer was published, or as the learner wished with permanent entry.</summary>
    public static Proposal AsRequested(BookingRow row) => new(
        (row.PermanentEntry ? row.WishedStart : row.Starts) ?? row.PublishedStarts ?? default, Ending(row), row.Hours, row.Price, null);

    /// <summary>Why it may not be made; null: nothing stands against it.</summary>
    internal ProposalProblem? ProblemIn(OpenDossier dossier)
    {
        var (row, rules) = (dossier.Row, dossier.Rules);
        if (Starts == default)
            return new(ProposalPart.Starts, "Donnez le premier jour de la formation.");
        if (Ends == default)
            return new(ProposalPart.Ends, "Donnez le dernier jour de la formation.");
        if (Ends < Starts)
            return new(ProposalPart.Ends, "Le dernier jour de la formation vient avant le premier.");
        if (StartDelay.Earliest(rules, dossier.WorkingDays, StartDelay.Proposal, dossier.Today) is { } earliest && Starts < earliest)
            return new(ProposalPart.Starts, $"La formation ne peut pas commencer avant le {earliest:dd/MM/yyyy} : {rules.Entry(BookingRules.StartAfter).Text.Split(' ')[0]} jours ouvrés après la proposition.");
        if ((row.PermanentEntry ? row.WishedStart : row.PublishedStarts) is { } published)
        {
            var shift = rules.Get(BookingRules.ProposalDateShift);
            if (Starts > dossier.WorkingDays.End(published, shift) || published > dossier.WorkingDays.End(Starts, shift))
                return new(ProposalPart.Starts,
                    $"Le premier jour s’écarte trop de celui de l’offre ({published:dd/MM/yyyy}) : {shift.Length} jours au plus.");
        }
        if (LastDayProblem(dossier) is { } problem)
            return problem;
        var change = rules.Get(BookingRules.ProposalHoursChange);
        if (row.PublishedHours is { } hours && (Hours is not { } proposed || Math.Abs(proposed - hours) > hours * change))
            return new(ProposalPart.Hours, $"La durée s’écarte trop de celle de l’offre ({hours} heures) : {change:P0} au plus.");
        if (PriceCents <= 0)
            return new(ProposalPart.Price, "Le prix est supérieur à zéro.");
        var most = (long)(row.PublishedPrice * (1 + rules.Get(BookingRules.ProposalPriceIncrease)));
        return PriceCents > most
            ? new(ProposalPart.Price, $"Le prix ne dépasse pas celui de l’offre : {EuroText.Of(most)} au plus.") : null;
    }

    /// <summary>A training that is stretched would bring a deposit that the offer did not; one beyond the calendar has no delays.</summary>
    private ProposalProblem? LastDayProblem(OpenDossier dossier)
    {
        var (row, shift, days) = (dossier.Row, dossier.Rules.Get(BookingRules.ProposalDateShift), dossier.WorkingDays);
        if (Ends.Year >= Holidays.LastYear)
            return new(ProposalPart.Ends, "Le dernier jour de la formation est trop lointain.");
        return !row.PermanentEntry && row.PublishedEnds is { } published
            && (Ends > days.End(published, shift) || published > days.End(Ends, shift))
            ? new(ProposalPart.Ends,
                $"Le dernier jour s’écarte trop de celui de l’offre ({published:dd/MM/yyyy}) : {shift.Length} jours au plus.") : null;
    }

    private static DateOnly Ending(BookingRow row)
    {
        if (!row.PermanentEntry || row.WishedStart is not { } wished)
            return row.Ends ?? row.PublishedEnds ?? row.Starts ?? default;
        // With permanent entry the published period is when one may enter; as long a training as the published one, at most its end.
        return row.PublishedEnds is { } end && end > wished ? end : wished;
    }
}

/// <summary>What of a proposal cannot stand.</summary>
public enum ProposalPart
{
    Starts,
    Ends,
    Hours,
    Price,
}

/// <summary>What is wrong with a proposal.</summary>
/// <param name="Text">French.</param>
public sealed record ProposalProblem(ProposalPart Part, string Text);
