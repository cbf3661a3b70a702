using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Site;
using Marketplace.Web.Statements;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>/mon-compte/droits/releve.pdf</c> and <c>.csv</c>: the rights and their history as files.</summary>
public static partial class StatementDownloads
{
    public static async Task<IResult> CsvAsync(
        HttpContext context, EntitlementStore store, EntitlementHistory history, RuleBook book, TimeProvider clock,
        CancellationToken cancel) =>
        await StatementAsync(context, store, history, book, clock, cancel) is { } statement
            ? Results.File(StatementCsv.Write(statement), "text/csv; charset=utf-8", $"releve-droits-{statement.Day:yyyy-MM-dd}.csv")
            : Results.Redirect(EntitlementAddresses.Overview);

    public static async Task<IResult> PdfAsync(
        [AsParameters] PageContext context, EntitlementStore store, EntitlementHistory history, RuleBook book, TimeProvider clock,
        IOptions<OperatorSettings> settings, StatementTurns turns, ILogger<Statement> log)
    {
        using var turn = turns.Take(context.Person.AccountId);
        if (turn is null)
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        if (await StatementAsync(context.Http, store, history, book, clock, context.Cancel) is not { } statement)
            return Results.Redirect(EntitlementAddresses.Overview);
        if (await StatementPdf.WriteAsync(statement, settings.Value.ServiceTitle, context.Cancel) is { } file)
            return Results.File(file, "application/pdf", $"releve-droits-{statement.Day:yyyy-MM-dd}.pdf");
        FontsMissing(log);
        return context.Private(
            "entitlements/no-pdf", new object(), "Relevé indisponible", EntitlementPages.Trail, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Statement?> StatementAsync(
        HttpContext context, EntitlementStore store, EntitlementHistory history, RuleBook book, TimeProvider clock,
        CancellationToken cancel)
    {
        var person = context.Person()!;
        if (await store.OfAccountAsync(person.AccountId, cancel) is not { } entitlements)
            return null;
        var lines = await history.PageAsync(entitlements.Holder, null, null, EntitlementHistory.Most, cancel);
        return Statement.Of(person.Name, clock.Today(), entitlements, lines, book);
    }

    [LoggerMessage(LogLevel.Error, "Statements as PDF need the fonts DejaVu Sans: apt-get install fonts-dejavu-core.")]
    private static partial void FontsMissing(ILogger log);
}
