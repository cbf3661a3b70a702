using Marketplace.Catalogue.Providers;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/organisations</c>: finds organisations; makes one and invites its first access manager.</summary>
public static class OrganisationsPage
{
    private const int MaxSirets = 200;

    private static readonly Dictionary<string, string> Sentences = new() { ["cree"] = "L’organisation est créée et l’invitation envoyée." };

    public static Task<IResult> ShowAsync(HttpContext context, OrganisationStore store, PageRenderer renderer, CancellationToken cancel) =>
        PageAsync(context.Request, store, renderer, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK, cancel);

    public static async Task<IResult> CreateAsync(HttpContext context, OrganisationStore store, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (kind, name, email) = (form.Text("kind", 20), form.Text("name", 150), form.Text("email"));
        var sirets = form.Text("sirets", MaxSirets * 20).Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var problem = !Roles.OfOrganisation.ContainsKey(kind) ? "Choisissez le genre d’organisation."
            : name.Length == 0 ? "Donnez le nom de l’organisation."
            : sirets.Count is 0 or > MaxSirets ? "Donnez au moins un SIRET."
            : sirets.Find(siret => !Siret.IsWellFormed(siret)) is { } wrong ? $"« {wrong} » n’est pas un SIRET : 14 chiffres sont attendus, sans espace."
            : !MailAddress.IsValid(email) ? "Écrivez l’adresse du premier gestionnaire des accès, par exemple nom@domaine.fr." : null;
        if (problem is null && await store.CreateAsync(kind, name, sirets, email, renderer.SiteUrl(context.Request), context.Actor(), cancel) is null)
            problem = "L’un de ces SIRET appartient déjà à une organisation de ce genre.";
        return problem is null
            ? Results.Redirect("/gestion/organisations?fait=cree")
            : await PageAsync(context.Request, store, renderer, Notice.Error(problem), StatusCodes.Status422UnprocessableEntity, cancel, kind, name, form.Text("sirets", MaxSirets * 20), email);
    }

    private static async Task<IResult> PageAsync(
        HttpRequest request, OrganisationStore store, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel,
        string kind = "", string name = "", string sirets = "", string email = "")
    {
        var text = request.Query["q"] is [{ Length: > 0 and <= 100 } typed] && !typed.Any(char.IsControl) ? typed.Trim() : null;
        var found = await store.ListAsync(text, null, cancel);
        return renderer.Private(request, "operations/organisations", new OrganisationsModel(notice, text ?? "",
            [.. found.Select(o => new OrganisationRow($"/organisations/{o.Id}/membres", o.Name, Roles.KindLabels[o.Kind], string.Join(", ", o.Sirets.Take(3)), o.Members))],
            new SelectField("kind", "Genre d’organisation", [.. Roles.KindLabels.Select(k => new Choice(k.Key, k.Value, k.Key == kind))]),
            new Field("name", "Nom") { MaxLength = 150, Value = name },
            new Field("sirets", "SIRET") { Hint = "Plusieurs : séparés par un espace", MaxLength = MaxSirets * 20, Value = sirets },
            new Field("email", "Adresse du premier gestionnaire des accès") { Type = "email", Autocomplete = "off", Value = email }), "Organisations", OperationsPages.Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/organisations</c>.</summary>
public sealed record OrganisationsModel(Notice? Notice, string Text, IReadOnlyList<OrganisationRow> Found, SelectField Kind, Field Name, Field Sirets, Field Email);

public sealed record OrganisationRow(string Href, string Name, string Kind, string Sirets, int Members);
