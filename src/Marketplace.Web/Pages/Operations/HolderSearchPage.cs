using System.Globalization;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/titulaires</c>: finds a holder. A form that posts: what is looked for is personal and stays out of addresses.</summary>
public static class HolderSearchPage
{
    public static IResult Show(HttpRequest request, PageRenderer renderer) => Page(request, renderer, null, null, "", "", "");

    public static async Task<IResult> PostAsync(HttpContext context, HolderStore holders, HolderNir numbers, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (email, name, born, number) = (form.Text("email"), form.Text("birthName", 100), form.Text("birthDate", 10), form.Text("nir", 40));
        IReadOnlyList<HolderRecord> found;
        if (number.Length > 0)
        {
            if (!Nir.TryParse(number, out var nir, out var problem))
                return Page(context.Request, renderer, null, problem, email, name, born);
            found = await numbers.FindHolderAsync(nir, cancel) is { } id && await holders.FindAsync(id, cancel) is { } one ? [one] : [];
        }
        else if (email.Length > 0)
            found = await holders.SearchAsync(email, null, null, cancel);
        else if (name.Length > 0 && DateOnly.TryParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            found = await holders.SearchAsync(null, name, date, cancel);
        else
            return Page(context.Request, renderer, null, "Donnez une adresse, ou un nom de naissance avec une date de naissance, ou un numéro de sécurité sociale.", email, name, born);
        // A search that finds nobody leaves a line too: who tries numbers must show.
        await log.WriteAsync(context.Actor(), found.Count == 0 ? [new AccessEntry("holders.search", AccessOperation.LookUp, Object: "none")]
            : [.. found.Select(h => new AccessEntry("holders.search", AccessOperation.LookUp, h.AccountId))], cancel);
        return Page(context.Request, renderer, found, null, email, name, born);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, IReadOnlyList<HolderRecord>? found, string? error, string email, string name, string born) =>
        renderer.Private(request, "operations/holder-search", new HolderSearchModel(
            error is null ? null : Notice.Error(error), found is not null,
            [.. (found ?? []).Select(h => new HolderRow($"/gestion/titulaires/{h.AccountId}", $"{h.Identity?.GivenNames} {h.Identity?.BirthName}".Trim(), h.Identity is { } i ? FrenchFormat.Date(i.BirthDate) : ""))],
            new Field("email", "Adresse électronique") { Type = "email", Required = false, Value = email, Autocomplete = "off" },
            new Field("birthName", "Nom de naissance") { Required = false, Value = name, MaxLength = 100 },
            new Field("birthDate", "Date de naissance") { Type = "date", Required = false, Value = born, MaxLength = 10 },
            new Field("nir", "Numéro de sécurité sociale") { Required = false, MaxLength = 40, Autocomplete = "off" }), "Chercher un titulaire", OperationsPages.Trail);
}

/// <summary>Model of <c>pages/operations/holder-search</c>.</summary>
public sealed record HolderSearchModel(Notice? Notice, bool Searched, IReadOnlyList<HolderRow> Found, Field Email, Field BirthName, Field BirthDate, Field Nir);

public sealed record HolderRow(string Href, string Name, string Born);
