using System.Text.Json;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Money.Calendar;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>What a provider's program does: <c>{ "event": "declare-entry", "on": "2027-02-01" }</c>.</summary>
/// <param name="Event">Of <see cref="ProviderEvents.Names"/>.</param>
/// <param name="Starts">Of propose; null, as the next three: as it was asked for.</param>
/// <param name="Note">To the learner; of propose, refuse and cancel.</param>
/// <param name="Reason">Of refuse, cancel and declare-exit.</param>
/// <param name="On">Of declare-entry and declare-exit.</param>
internal sealed record ProviderBookingStep(
    string Event, DateOnly? Starts = null, DateOnly? Ends = null, int? Hours = null, long? PriceCents = null, string? Note = null,
    string? Reason = null, DateOnly? On = null, int? Rate = null, bool ForceMajeure = false)
{
    private const long MostCents = 100_000_000;
    private const int MostHours = 10_000;
    private const int LongestNote = 1_000;
    private const int LongestReasonNote = 500;

    private static readonly DateOnly First = new(Holidays.FirstYear, 1, 1);
    private static readonly DateOnly Last = new(Holidays.LastYear, 12, 31);

    /// <summary>The declaration of an exit.</summary>
    public ExitDeclaration Exit => new(On!.Value, Reason!, Rate ?? 100, ForceMajeure);

    /// <summary>What is proposed: what the body leaves out is as it was asked for.</summary>
    public Proposal Proposal(Proposal asked) =>
        new(Starts ?? asked.Starts, Ends ?? asked.Ends, Hours ?? asked.Hours, PriceCents ?? asked.PriceCents, Note);

    public static (ProviderBookingStep? Step, IReadOnlyList<ParameterProblem> Problems) Read(JsonElement json)
    {
        var fields = new JsonFields();
        if (json.ValueKind != JsonValueKind.Object)
            return (null, [new("body", "Un objet JSON est attendu.")]);
        var name = fields.Word(json, "", "event", ProviderEvents.Names);
        var step = name switch
        {
            "" => null,
            BookingProcess.Propose when fields.IsObject(json, "", "event", "starts", "ends", "hours", "priceCents", "note") => new(name,
                Day(fields, json, "starts"), Day(fields, json, "ends"), fields.Whole(json, "", "hours", 1, MostHours),
                JsonFields.IsMissing(json, "priceCents", out _) ? null : fields.Cents(json, "", "priceCents", 1, MostCents),
                fields.Text(json, "", "note", LongestNote)),
            BookingProcess.Refuse when fields.IsObject(json, "", "event", "reason", "note") => new(name,
                Reason: fields.Word(json, "", "reason", ProviderAnswers.RefusalReasons.Keys),
                Note: fields.Text(json, "", "note", LongestReasonNote)),
            ProviderEvents.Cancel when fields.IsObject(json, "", "event", "reason", "note") => new(name,
                Reason: fields.Word(json, "", "reason", Cancellations.ProviderReasons.Keys),
                Note: fields.Text(json, "", "note", LongestReasonNote)),
            BookingProcess.DeclareEntry when fields.IsObject(json, "", "event", "on") =>
                new(name, On: fields.Day(json, "", "on", First, Last)),
            BookingProcess.DeclareExit when fields.IsObject(json, "", "event", "on", "reason", "rate", "forceMajeure") =>
                ReadExit(fields, json, name),
            _ when fields.IsObject(json, "", "event") => new ProviderBookingStep(name),
            _ => null,
        };
        return fields.Problems.Count > 0 ? (null, fields.Problems) : (step, []);
    }

    private static ProviderBookingStep ReadExit(JsonFields fields, JsonElement json, string name)
    {
        var step = new ProviderBookingStep(name, On: fields.Day(json, "", "on", First, Last),
            Reason: fields.Word(json, "", "reason", ExitDeclaration.Reasons.Keys), Rate: fields.Whole(json, "", "rate", 0, 100),
            ForceMajeure: fields.Flag(json, "", "forceMajeure"));
        if (step.Reason == ExitDeclaration.Total && step.Rate is not (null or 100))
            fields.Refuse("rate", "Une formation suivie en entier a un taux de 100.");
        else if (step.Reason is { Length: > 0 } and not ExitDeclaration.Total && step.Rate is null or 100)
            fields.Refuse("rate", "Le taux de ce qui a été fait, de 0 à 99, est attendu.");
        return step;
    }

    private static DateOnly? Day(JsonFields fields, JsonElement json, string name) =>
        JsonFields.IsMissing(json, name, out _) ? null : fields.Day(json, "", name, First, Last);
}
