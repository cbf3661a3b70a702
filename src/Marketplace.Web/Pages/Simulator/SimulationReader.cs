using System.Text.Json;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>Reads the body of a simulation.</summary>
internal sealed class SimulationReader(DateOnly today)
{
    public const long MaxCents = 100_000_000;
    public const int MaxSources = 50;

    private readonly JsonFields _fields = new();

    public IReadOnlyList<ParameterProblem> Problems => _fields.Problems;

    /// <summary>Null: <see cref="Problems"/> say why.</summary>
    public FundingRequest? Read(JsonElement body)
    {
        if (!_fields.IsObject(body, "", "on", "priceCents", "offer", "status", "annualRightsCents", "dotations", "topUps"))
            return null;
        var request = new FundingRequest(
            JsonFields.IsMissing(body, "on", out _)
                ? today : _fields.Day(body, "", "on", RuleBook.Begins, new DateOnly(Holidays.LastYear, 12, 31)),
            _fields.Cents(body, "", "priceCents", 1, MaxCents), _fields.Word(body, "", "offer", FundingWords.Caps.Keys),
            _fields.Word(body, "", "status", FundingWords.Statuses), _fields.Cents(body, "", "annualRightsCents", 0, MaxCents),
            Sources(body, "dotations", RuleWords.Dotations), Sources(body, "topUps", RuleWords.TopUps));
        return Problems.Count == 0 ? request : null;
    }

    private List<FundingSource> Sources(JsonElement body, string property, IReadOnlyList<string> kinds)
    {
        if (JsonFields.IsMissing(body, property, out var list))
            return [];
        return [.. _fields.Items(list, property, MaxSources).ToList()
            .Where(entry => _fields.IsObject(entry.Item, entry.Path, "kind", "amountCents"))
            .Select(entry => new FundingSource(
                _fields.Word(entry.Item, entry.Path, "kind", kinds), _fields.Cents(entry.Item, entry.Path, "amountCents", 1, MaxCents)))];
    }
}
