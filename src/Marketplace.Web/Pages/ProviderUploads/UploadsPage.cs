using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Uploads;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>/of/{organisation}/imports</c>: a catalogue is sent, and the last ones with what became of them.</summary>
public static class UploadsPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, UploadReader reader, UploadSettings settings) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } provider
            ? await PageAsync(context, provider, reader, new UploadForm(settings)) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, UploadReader reader, UploadDesk desk,
        UploadStart start, UploadSettings settings)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } provider)
            return Results.NotFound();
        var form = await context.ReadAsync(new UploadForm(settings));
        if (form.IsValid)
            try
            {
                var file = form.File.File!;
                await using var content = file.OpenReadStream();
                var id = await desk.ReceiveAsync(ProviderUpload.ScopeOf(provider), Path.GetFileName(file.FileName), content, file.Length,
                    form.Wish.Value == UploadForm.Ask ? null : form.Wish.Value, context.Actor, context.Cancel);
                start.Now();
                return Results.Redirect(UploadAddresses.Upload.Of(organisation, id));
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        return await PageAsync(context, provider, reader, form);
    }

    private static async Task<IResult> PageAsync(PageContext context, ProviderScope provider, UploadReader reader, UploadForm form)
    {
        var organisation = provider.Organisation.Id;
        var uploads = await reader.ListAsync(ProviderUpload.ScopeOf(provider), context.Cancel);
        return context.Private("provider-uploads/list", new UploadsModel(
            provider.Organisation.Name, provider.Sirets, form, UploadAddresses.List.Of(organisation),
            [.. TemplateDownload.Files.Select(f => new TemplateLink(UploadAddresses.Template.Of(organisation, f.Name), f.Label))],
            [.. uploads.Select(u => new UploadLine(UploadAddresses.Upload.Of(organisation, u.Id), u.Name, u.ReceivedAt,
                UploadProcess.Table.Label(u.State), UploadWords.Badge(u.State), UploadWords.Counts(u)))]), "Imports",
            provider.Trail(context.Person), form.Status);
    }
}

/// <summary>A catalogue to be read.</summary>
public sealed class UploadForm(UploadSettings settings) : Form
{
    internal const string Ask = "none";

    public CatalogueField File { get; } = new(settings.FileBytes);

    public RadioField Wish { get; } = new("suite", "Après le contrôle", [
        new(Ask, "Me montrer le résultat avant de publier")
            { Hint = "Rien n’est publié sans votre accord : c’est aussi une façon d’essayer un fichier" },
        new(UploadModes.All, "Publier si tout est valide")
            { Hint = "Le fichier remplace le catalogue de son établissement ; à la moindre erreur, rien n’est publié" },
        new(UploadModes.Valid, "Publier les lignes valides")
            { Hint = "Les autres restent comme elles sont publiées, et rien n’est archivé" },
    ])
    {
        Typed = Ask,
    };
}

/// <summary>One file of a catalogue; what it is its bytes say.</summary>
public sealed class CatalogueField : UploadField
{
    private readonly long most;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public CatalogueField(long most) : base("fichier", "Fichier du catalogue")
    {
        this.most = most;
        (Hint, Accept) = ($"EDOF (XML), CSV ou Excel (.xlsx), {most / (1024 * 1024)} Mo au plus ; un fichier par établissement (SIRET)",
            ".xml,.csv,.txt,.tsv,.xlsx");
    }

    /// <summary>What was sent.</summary>
    public IFormFile? File { get; private set; }

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        if (files.Count != 1)
            return "Choisissez un fichier.";
        File = files[0];
        return File.Length == 0 ? "Le fichier est vide." : File.Length > most ? $"Le fichier dépasse {most / (1024 * 1024)} Mo." : null;
    }
}

/// <summary>Model of <c>pages/provider-uploads/list</c>.</summary>
public sealed record UploadsModel(
    string Name, IReadOnlyList<string> Sirets, UploadForm Form, string Action, IReadOnlyList<TemplateLink> Templates,
    IReadOnlyList<UploadLine> Uploads);

public sealed record TemplateLink(string Href, string Label);

/// <param name="Counts">In words; empty: nothing is known yet.</param>
public sealed record UploadLine(string Href, string Name, DateTimeOffset At, string State, string Badge, string Counts);
