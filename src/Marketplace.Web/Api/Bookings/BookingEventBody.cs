using System.Text.Json;
using Marketplace.Bookings.Dossiers;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Bookings;

/// <summary>What a learner does: <c>{ "event": "accept", "cardCents": 10000 }</c>. Each mistake is named with the way to mend it.</summary>
/// <param name="CardCents">Of accept: what there is to pay by card, as it was shown.</param>
/// <param name="ForceMajeure">Of cancel.</param>
/// <param name="Session">Of ask-move: number of another session of the same action.</param>
internal sealed record BookingEventBody(string Event, long CardCents, bool ForceMajeure, string? Session)
{
    private const int LongestSession = 100;
    private const int LongestName = 60;

    public static (BookingEventBody? Body, IReadOnlyList<ParameterProblem> Problems) Read(JsonElement json)
    {
        var problems = new List<ParameterProblem>();
        if (json.ValueKind != JsonValueKind.Object)
            return (null, [new("body", "Un objet JSON est attendu.")]);
        if (!json.TryGetProperty("event", out var named) || named.ValueKind != JsonValueKind.String || named.GetString() is not { } @event
            || !BookingsEndpoint.Events.Contains(@event))
            return (null, [new("event", $"L’un de ces mots est attendu : {string.Join(", ", BookingsEndpoint.Events)}.")]);
        var own = OwnOf(@event);
        foreach (var property in json.EnumerateObject().Where(p => p.Name != "event" && p.Name != own))
            problems.Add(new(property.Name.Length <= LongestName ? property.Name : property.Name[..LongestName],
                "Valeur inconnue pour cet événement."));
        var (cents, forceMajeure, session) = (0L, false, (string?)null);
        var given = own is not null && json.TryGetProperty(own, out var value) && value.ValueKind != JsonValueKind.Null ? value
            : (JsonElement?)null;
        switch (own)
        {
            case "cardCents" when given is not { ValueKind: JsonValueKind.Number } || !given.Value.TryGetInt64(out cents) || cents < 0:
                problems.Add(new(own, "Le nombre entier de centimes à payer par carte est attendu, tel que « plan.cardCents » le dit."));
                break;
            case "forceMajeure" when given is not (null or { ValueKind: JsonValueKind.True or JsonValueKind.False }):
                problems.Add(new(own, "true ou false est attendu."));
                break;
            case "forceMajeure":
                forceMajeure = given is { ValueKind: JsonValueKind.True };
                break;
            case "session" when given is not { ValueKind: JsonValueKind.String }
                || (session = given.Value.GetString()) is not { Length: > 0 and <= LongestSession }:
                problems.Add(new(own, "Le numéro d’une autre session de la même action est attendu."));
                break;
        }
        return problems.Count > 0 ? (null, problems) : (new(@event, cents, forceMajeure, session), []);
    }

    private static string? OwnOf(string @event) => @event switch
    {
        BookingProcess.Accept => "cardCents",
        BookingProcess.Cancel => "forceMajeure",
        BookingProcess.AskMove => "session",
        _ => null,
    };
}
