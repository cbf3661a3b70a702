using System.Globalization;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Holders;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;
using Npgsql;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>/mon-compte/droits/historique</c>: every movement with its reason and article, page by page.</summary>
public static class HistoryPages
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, NpgsqlDataSource database, EntitlementHistory history, HolderStore holders, RuleBook book)
    {
        if (await HolderAsync(database, context.Person.AccountId, context.Cancel) is not { } holder)
            return await EntitlementPages.NotTiedAsync(context, holders);
        var page = await history.PageAsync(holder, Line(context.Request, "avant"), Line(context.Request, "apres"), cancel: context.Cancel);
        return context.Private("entitlements/history", new HistoryModel(
            [.. page.Lines.Select(line => HistoryRow.Of(line, page.Rules[line.RuleSet], book))],
            page.Newer && page.Lines.Count > 0 ? Address("apres", page.Lines[0].Id) : null,
            page.Older && page.Lines.Count > 0 ? Address("avant", page.Lines[^1].Id) : null), "Historique de mes droits",
            EntitlementPages.Trail);
    }

    internal static async Task<long?> HolderAsync(NpgsqlDataSource database, Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LedgerAccounts.OfAccountAsync(connection, account, cancel);
    }

    /// <summary>A line's number in the address; anything else is the first page.</summary>
    private static long? Line(HttpRequest request, string name) =>
        request.Query[name] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Address(string name, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{EntitlementAddresses.History}?{name}={id}");
}

/// <summary>Model of <c>pages/entitlements/history</c>.</summary>
public sealed record HistoryModel(IReadOnlyList<HistoryRow> Lines, string? Newer, string? Older);

/// <param name="Amount">Signed when it changes what is usable.</param>
/// <param name="Bucket">Which part of the rights.</param>
public sealed record HistoryRow(DateOnly Day, string Title, string Bucket, string Amount, ExplanationView Why)
{
    public static HistoryRow Of(HistoryLine line, RulesInForce rules, RuleBook book)
    {
        var text = HistoryText.Of(line, rules);
        return new HistoryRow(line.Day, text.Title, BucketText.Label(line.Kind, line.Code),
            line.Change == 0 ? AmountText.Of(line.Amount, line.InHours) : AmountText.Signed(line.Change, line.InHours),
            ExplanationView.Of(text.Why, book));
    }
}
