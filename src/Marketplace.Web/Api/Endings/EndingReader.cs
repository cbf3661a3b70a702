using System.Text.Json;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Endings;

/// <summary>Reads the body of a simulated ending.</summary>
internal sealed class EndingReader
{
    private static readonly DateOnly First = new(Holidays.FirstYear, 1, 1);
    private static readonly DateOnly Last = new(Holidays.LastYear, 12, 31);

    private readonly JsonFields fields = new();

    public IReadOnlyList<ParameterProblem> Problems => fields.Problems;

    /// <summary>Null: <see cref="Problems"/> say why.</summary>
    public (EndingOrder Order, EndingEvent Event)? Read(JsonElement body)
    {
        if (!fields.IsObject(body, "", "order", "event"))
            return null;
        body.TryGetProperty("order", out var order);
        body.TryGetProperty("event", out var ending);
        var read = (Order: Order(order), Event: Event(ending));
        if (Problems.Count > 0)
            return null;
        foreach (var mistake in EndingChecks.Of(read.Order!, read.Event!))
            fields.Refuse(mistake.Field, mistake.Text);
        return Problems.Count == 0 ? read! : null;
    }

    private EndingOrder? Order(JsonElement order)
    {
        if (!fields.IsObject(order, "order", "acceptedOn", "start", "end", "zone", "priceCents", "lines"))
            return null;
        order.TryGetProperty("lines", out var lines);
        return new EndingOrder(Day(order, "order", "acceptedOn"), Day(order, "order", "start"), Day(order, "order", "end"),
            JsonFields.IsMissing(order, "zone", out _) ? HolidayZone.Metropole
                : HolidayZones.ByName.GetValueOrDefault(fields.Word(order, "order", "zone", HolidayZones.ByName.Keys)),
            fields.Cents(order, "order", "priceCents", 1, SimulationReader.MaxCents),
            [.. fields.Items(lines, "order.lines", SimulationReader.MaxSources)
                .Select(entry => Line(entry.Item, entry.Path)).OfType<EndingLine>()]);
    }

    private EndingLine? Line(JsonElement line, string path)
    {
        if (!fields.IsObject(line, path, "source", "kind", "amountCents"))
            return null;
        var source = fields.Word(line, path, "source", FundingLineSources.All);
        return new EndingLine(source, JsonFields.IsMissing(line, "kind", out _) ? null : Kind(line, path, source),
            fields.Cents(line, path, "amountCents", 1, SimulationReader.MaxCents));
    }

    private string? Kind(JsonElement line, string path, string source)
    {
        var kinds = EndingChecks.KindsOf(source);
        if (kinds.Count > 0)
            return fields.Word(line, path, "kind", kinds);
        if (source.Length > 0)
            fields.Refuse($"{path}.kind", $"Une ligne {source} n’a pas de kind : null est attendu.");
        return null;
    }

    private EndingEvent? Event(JsonElement ending)
    {
        if (!fields.IsObject(ending, "event", "kind", "on", "forceMajeure", "rate", "liable"))
            return null;
        var kind = fields.Word(ending, "event", "kind", EndingEvent.Kinds.Keys);
        return new EndingEvent(
            EndingEvent.Kinds.GetValueOrDefault(kind), Day(ending, "event", "on"), fields.Flag(ending, "event", "forceMajeure"),
            Rate(ending),
            JsonFields.IsMissing(ending, "liable", out _) ? null
                : EndingEvent.Liabilities.GetValueOrDefault(fields.Word(ending, "event", "liable", EndingEvent.Liabilities.Keys)));
    }

    private DateOnly Day(JsonElement owner, string owns, string property) => fields.Day(owner, owns, property, First, Last);

    private int? Rate(JsonElement ending)
    {
        if (JsonFields.IsMissing(ending, "rate", out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var rate) && rate is >= 0 and <= 100)
            return rate;
        fields.Refuse("event.rate", "Un taux de réalisation entier, de 0 à 100, est attendu.");
        return null;
    }
}
