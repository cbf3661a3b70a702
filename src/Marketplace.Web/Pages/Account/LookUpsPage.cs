using System.Globalization;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/consultations</c>, « Qui a consulté mes données »: the access log about oneself (R6323-38, R6323-40).</summary>
public static class LookUpsPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, AccessLogReader log)
    {
        var query = context.Request.Query;
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1000
            ? number : 1;
        var all = query["tout"] == "oui";
        var (lines, more) = await log.ReadAsync(
            new AccessLogQuery { Subject = context.Person.AccountId, OthersOnly = !all, Page = page }, context.Cancel);
        var suffix = all ? "&tout=oui" : "";
        return context.Private("account/look-ups", new LookUpsModel(
            [.. lines.Select(line =>
            new LookUpRow(line.At, Who(line), LogWords.Operation(line.Operation), LogWords.Nature(line.Nature), line.Reason))], all,
            page > 1 ? $"?page={page - 1}{suffix}" : null, more ? $"?page={page + 1}{suffix}" : null), "Qui a consulté mes données",
            AccountPages.Trail);
    }

    private static string Who(AccessLine line) => line switch
    {
        { Own: true } => "Vous",
        { Organisation: { } organisation } => $"{organisation} ({LogWords.Role(line.Role)})",
        _ => LogWords.Role(line.Role),
    };
}

/// <summary>Codes of the access log in words.</summary>
public static class LogWords
{
    public static string Role(string role) => Roles.Labels.TryGetValue(role, out var label) ? label : role;

    public static string Nature(string action) => RightsTable.Current.All.FirstOrDefault(right => right.Action == action)?.Label ?? action;

    public static string Operation(string operation) => operation switch
    {
        "look-up" => "Consultation",
        "change" => "Changement",
        "sign-in" => "Connexion",
        "sign-out" => "Déconnexion",
        _ => "Refus",
    };
}

/// <summary>Model of <c>pages/account/look-ups</c>.</summary>
/// <param name="All">One's own look-ups too.</param>
public sealed record LookUpsModel(IReadOnlyList<LookUpRow> Lines, bool All, string? Previous, string? Next);

public sealed record LookUpRow(DateTime At, string Who, string Operation, string Nature, string? Reason);
