using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/organisations</c>: finds organisations; makes one and invites its first access manager.</summary>
public static class OrganisationsPage
{
    private static readonly Dictionary<string, string> Sentences = new() { ["cree"] = "L’organisation est créée et l’invitation envoyée." };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, OrganisationStore store) =>
        PageAsync(context, store, new OrganisationForm());

    public static async Task<IResult> CreateAsync([AsParameters] PageContext context, OrganisationStore store)
    {
        var form = await context.ReadAsync(new OrganisationForm());
        if (form.IsValid && await store.CreateAsync(
            form.Kind.Value, form.Name.Value, form.Sirets.Value, form.Email.Value, context.SiteUrl, context.Actor, context.Cancel) is null)
            form.Sirets.Refuse("L’un de ces SIRET appartient déjà à une organisation de ce genre.");
        return form.IsValid ? Results.Redirect(OperationsAddresses.Organisations + "?fait=cree") : await PageAsync(context, store, form);
    }

    private static async Task<IResult> PageAsync(PageContext context, OrganisationStore store, OrganisationForm form)
    {
        var text = context.Request.Query["q"] is [{ Length: > 0 and <= 100 } typed] && !typed.Any(char.IsControl) ? typed.Trim() : null;
        var found = await store.ListAsync(text, null, context.Cancel);
        return context.Private("operations/organisations", new OrganisationsModel(Notice.Done(context.Request, Sentences), text ?? "",
            [.. found.Select(o =>
            new OrganisationRow(OrganisationAddresses.Members.Of(o.Id), o.Name, Roles.KindLabels[o.Kind],
            string.Join(", ", o.Sirets.Take(3)), o.Members))],
            form), "Organisations", OperationsPages.Trail, form.Status);
    }
}

/// <summary>Model of <c>pages/operations/organisations</c>.</summary>
public sealed record OrganisationsModel(Notice? Notice, string Text, IReadOnlyList<OrganisationRow> Found, OrganisationForm Form);

public sealed record OrganisationRow(string Href, string Name, string Kind, string Sirets, int Members);
