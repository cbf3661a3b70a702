using System.Globalization;
using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;
using Npgsql;

namespace Marketplace.Web.Pages.Operations;

/// <summary>
/// <c>/gestion/journal</c>: searches the access log by internal ids, nature and dates. Somebody known by e-mail is
/// looked up by a form that posts, which leads to their id. Both leave a line themselves.
/// </summary>
public static class AccessLogPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, AccessLogReader reader)
    {
        var values = context.Request.Query;
        var query = new AccessLogQuery
        {
            Subject = Id(values["sujet"]),
            Actor = Id(values["acteur"]),
            Nature = values["nature"] is [{ Length: > 0 } nature] && RightsTable.Current.All.Any(r => r.Action == nature) ? nature : null,
            From = Day(values["du"]) is { } from ? ParisTime.StartOf(from) : null,
            To = Day(values["au"]) is { } to ? ParisTime.StartOf(to.AddDays(1)) : null,
            Page = int.TryParse(values["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= 1000
            ? page : 1,
        };
        var (lines, more) = await reader.ReadAsync(query, context.Cancel);
        var unwritten = query is { Subject: null, Actor: null, Page: 1 }
            ? await reader.UnwrittenAsync(DateTime.UtcNow - UnwrittenFor, context.Cancel) : [];
        return context.Private("operations/access-log", new AccessLogModel(
            values["inconnu"] == "oui" ? Notice.Error("Aucun compte n’a cette adresse.") : null,
            [.. lines.Select(l =>
            new AccessLogRow(l.At, LogWords.Role(l.Role), l.ActorId, l.Organisation, LogWords.Operation(l.Operation),
            LogWords.Nature(l.Nature), l.SubjectId, l.Object, l.Reason))],
            query.Subject?.ToString() ?? "", query.Actor?.ToString() ?? "", Text(values["du"]), Text(values["au"]),
            new ChoiceField("nature", "Nature",
            RightsTable.Current.All.Where(r => r.Logged).DistinctBy(r => r.Action)
            .Select(r => new Choice(r.Action, r.Label))) { Blank = "Toutes", Typed = query.Nature ?? "" },
            SignInField, query.Page > 1 ? PageLink(context.Request, query.Page - 1) : null, more
            ? PageLink(context.Request, query.Page + 1) : null,
            [.. unwritten.Select(u =>
            new UnwrittenRow($"{LogWords.Operation(u.Operation)} : {LogWords.Nature(u.Nature)} ({u.Object})",
            FrenchFormat.Plural(u.Lines, "ligne", "lignes")))]),
            "Journal des accès", OperationsPages.Trail);
    }

    private static readonly TimeSpan UnwrittenFor = TimeSpan.FromDays(7);

    /// <summary>From an e-mail address to the accounts that have it, all of them: somebody may have one of each kind.</summary>
    public static async Task<IResult> FindPersonAsync([AsParameters] PageContext context, NpgsqlDataSource database, AccessLog log)
    {
        var form = await context.FormAsync();
        await using var connection = await database.OpenConnectionAsync(context.Cancel);
        var found = (await connection.QueryAsync<(Guid Id, string Kind)>(new CommandDefinition(
            "SELECT id, kind FROM account WHERE email = @email ORDER BY kind DESC, id LIMIT 20",
            new { email = form.Text("email").ToLowerInvariant() }, cancellationToken: context.Cancel))).ToList();
        await log.WriteAsync(context.Actor, found.Count == 0
            ? [new AccessEntry(Rights.AccessLogSearch, AccessOperation.LookUp, Object: "none")]
            : [.. found.Select(account => new AccessEntry(Rights.AccessLogSearch, AccessOperation.LookUp, account.Id))], context.Cancel);
        var side = form.Text("role", 10) == "acteur" ? "acteur" : "sujet";
        return found switch
        {
            [] => Results.Redirect(OperationsAddresses.AccessLog + "?inconnu=oui"),
            [var only] => Results.Redirect(OperationsAddresses.AccessLog + $"?{side}={only.Id}"),
            _ => context.Private("operations/access-log-accounts", new AccessLogAccounts(
                [.. found.Select(account =>
                new AccessLogAccount(OperationsAddresses.AccessLog + $"?{side}={account.Id}", Kinds[account.Kind]))]),
                "Plusieurs comptes", [.. OperationsPages.Trail, new Crumb("Journal des accès", OperationsAddresses.AccessLog)]),
        };
    }

    private static readonly Dictionary<string, string> Kinds = new() { ["holder"] = "Titulaire", ["professional"] = "Professionnel",
        ["operator"] = "Gestionnaire" };

    private static EmailField SignInField => new("email", "Adresse électronique de la personne") { Autocomplete = "off" };

    private static Guid? Id(Microsoft.Extensions.Primitives.StringValues values) => values is [{ } text]
        && Guid.TryParseExact(text, "D", out var id) ? id : null;

    private static DateOnly? Day(Microsoft.Extensions.Primitives.StringValues values) =>
        values is [{ } text] && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 2200 ? day : null;

    private static string Text(Microsoft.Extensions.Primitives.StringValues values) =>
        Day(values)?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string PageLink(HttpRequest request, int page)
    {
        var values = request.Query.Where(v => v.Key != "page").Select(v => KeyValuePair.Create(v.Key, (string?)v.Value.ToString()));
        return QueryString.Create(values.Append(KeyValuePair.Create("page", (string?)page.ToString(CultureInfo.InvariantCulture))))
            .ToUriComponent();
    }
}

/// <summary>Model of <c>pages/operations/access-log-accounts</c>.</summary>
public sealed record AccessLogAccounts(IReadOnlyList<AccessLogAccount> Accounts);

public sealed record AccessLogAccount(string Href, string Kind);

/// <summary>Model of <c>pages/operations/access-log</c>.</summary>
public sealed record AccessLogModel(
    Notice? Notice, IReadOnlyList<AccessLogRow> Lines, string Subject, string Actor, string From, string To, ChoiceField Nature,
    EmailField Email, string? Previous, string? Next,
    IReadOnlyList<UnwrittenRow> Unwritten);

/// <summary>What strangers caused beyond the limits of their addresses.</summary>
public sealed record UnwrittenRow(string What, string Lines);

public sealed record AccessLogRow(
    DateTime At, string Role, Guid? Actor, string? Organisation, string Operation, string Nature, Guid? Subject, string? Object,
    string? Reason);
