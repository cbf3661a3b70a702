using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Information;

/// <summary><c>/classement</c>: how results are ordered, and how neutral that was when it was last measured.</summary>
public static class RankingPage
{
    public static async Task<IResult> Show([AsParameters] PageContext context, NeutralityResults results) =>
        context.Page("information/classement", new RankingModel(
            await results.LatestAsync(context.Cancel) is { } latest ? NeutralityText.Of(latest) : null,
            [.. AccessibilityRules.Keywords.Select(r => new RankingRule(Labels.Accessibility[r.Value], string.Join(", ", r.Keywords)))]),
            new PageHead("Comment les résultats sont classés",
                "L’ordre des résultats dépend de la recherche seule : voici ses règles.") { Canonical = InformationAddresses.Ranking });
}

/// <summary>Model of <c>pages/information/classement</c>.</summary>
/// <param name="Neutrality">Null: not measured yet.</param>
/// <param name="Rules">How accessibility is read from texts.</param>
public sealed record RankingModel(NeutralityText? Neutrality, IReadOnlyList<RankingRule> Rules);

public sealed record RankingRule(string Label, string Keywords);

/// <summary>The indicators in words and French numbers.</summary>
/// <param name="Excess">Never shown beyond what fair draws leave out.</param>
/// <param name="Correlation">Null: no search found several providers that match equally well.</param>
public sealed record NeutralityText(
    DateOnly Day, int Queries, int Shuffles, int Providers, string Excess, string NeverShown, string ByChance, string? Correlation)
{
    public static NeutralityText Of(NeutralityResult result) => new(
        result.Day, result.Queries, result.Shuffles, result.Providers,
        Percent(Math.Max(0, result.NeverShown - result.ByChance)), Percent(result.NeverShown), Percent(result.ByChance),
        result.RankCorrelation is { } correlation ? FrenchFormat.Decimal((decimal)Math.Max(0, correlation), 2) : null);

    private static string Percent(double share) => FrenchFormat.Decimal((decimal)share * 100, 1) + FrenchFormat.NoBreakSpace + "%";
}
