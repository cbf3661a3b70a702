using System.Globalization;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations;

/// <summary>
/// <c>/gestion/titulaires</c>: finds a holder. A form that posts: what is looked for is personal and stays out of addresses.
/// </summary>
public static class HolderSearchPage
{
    public static IResult Show([AsParameters] PageContext context) => Page(context, new HolderSearchForm(), null);

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, HolderStore holders, HolderNir numbers, AccessLog log)
    {
        var form = await context.ReadAsync(new HolderSearchForm());
        if (!form.IsValid)
            return Page(context, form, null);
        IReadOnlyList<HolderRecord> found = form switch
        {
            { Nir.IsEmpty: false } => await numbers.FindHolderAsync(form.Nir.Value, context.Cancel) is { } id
                && await holders.FindAsync(id, context.Cancel) is { } one ? [one] : [],
            { Email.IsEmpty: false } => await holders.SearchAsync(form.Email.Value, null, null, context.Cancel),
            _ => await holders.SearchAsync(null, form.BirthName.Value, form.BirthDate.Value, context.Cancel),
        };
        // A search that finds nobody leaves a line too: who tries numbers must show.
        await log.WriteAsync(context.Actor, found.Count == 0
            ? [new AccessEntry(Rights.HoldersSearch, AccessOperation.LookUp, Object: "none")]
            : [.. found.Select(h => new AccessEntry(Rights.HoldersSearch, AccessOperation.LookUp, h.AccountId))], context.Cancel);
        return Page(context, form, found);
    }

    private static IResult Page(PageContext context, HolderSearchForm form, IReadOnlyList<HolderRecord>? found) =>
        context.Private("operations/holder-search", new HolderSearchModel(found is not null,
            [.. (found ?? []).Select(
            h => new HolderRow(OperationsAddresses.Holder.Of(h.AccountId), $"{h.Identity?.GivenNames} {h.Identity?.BirthName}".Trim(),
            h.Identity is { } i ? FrenchFormat.Date(i.BirthDate) : ""))],
            form), "Chercher un titulaire", OperationsPages.Trail);
}

/// <summary>By number, by address, or by name and date of birth: the first of them that is filled in.</summary>
public sealed class HolderSearchForm : Form
{
    public TextField Email { get; } = new("email", "Adresse électronique") { Type = "email", Required = false, Autocomplete = "off" };
    public TextField BirthName { get; } = new("birthName", "Nom de naissance") { Required = false, MaxLength = 100, Autocomplete = "off" };
    public DateField BirthDate { get; } = new("birthDate", "Date de naissance", "Choisissez une date.") { Required = false };
    public InputField<Nir> Nir { get; } = new(
        "nir", "Numéro de sécurité sociale", Marketplace.People.Holders.Nir.TryParse) { Required = false, MaxLength = 40,
        Autocomplete = "off", Keeps = false };

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Nir.IsEmpty && Email.IsEmpty && (BirthName.IsEmpty || BirthDate.IsEmpty))
            Refuse("Donnez une adresse, ou un nom de naissance avec une date de naissance, ou un numéro de sécurité sociale.");
    }
}

/// <summary>Model of <c>pages/operations/holder-search</c>.</summary>
public sealed record HolderSearchModel(bool Searched, IReadOnlyList<HolderRow> Found, HolderSearchForm Form);

public sealed record HolderRow(string Href, string Name, string Born);
