using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Referencing;

/// <summary><c>/referencement/etapes/{step}</c>: one step of an application, saved as far as it is filled in.</summary>
public static class StepPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["ajoute"] = "C’est ajouté.", ["retire"] = "C’est retiré.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, string step, ReferencingReader reader, ApplicationDocuments documents,
        ReferenceDataStore store) =>
        await OpenAsync(context, step, reader) is not { } view ? Results.NotFound()
            : step == ApplicationSteps.Documents ? await DocumentsAsync(context, view, documents, new DocumentForm())
            : Page(context, step, view, FormOf(step, view, store), store);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string step, ReferencingReader reader, ApplicationDocuments documents,
        Applications applications,
        ReferenceDataStore store)
    {
        if (await OpenAsync(context, step, reader) is not { } view)
            return Results.NotFound();
        if (step == ApplicationSteps.Documents)
            return await AddDocumentAsync(context, view, documents, applications);
        var form = await context.ReadAsync(FormOf(step, view, store));
        if (form.IsValid)
            try
            {
                await applications.SaveAsync(form.TypedSiret, form.Apply, context.Actor, context.Cancel);
                return Results.Redirect(form is HabilitationForm { Code.IsEmpty: false }
                    ? ReferencingAddresses.Step.Of(step) + "?fait=ajoute" : After(step));
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        return Page(context, step, view, form, store);
    }

    public static async Task<IResult> RemoveHabilitationAsync([AsParameters] PageContext context, Applications applications)
    {
        var code = (await context.FormAsync()).Text("certification", 20);
        return await RemovedAsync(() => applications.SaveAsync(null, content => content with
        {
            Habilitations = [.. content.Habilitations.Where(h => h.Code != code)],
        }, context.Actor, context.Cancel), ApplicationSteps.Habilitations);
    }

    public static async Task<IResult> RemoveDocumentAsync([AsParameters] PageContext context, Applications applications)
    {
        var document = (await context.FormAsync()).Id("piece");
        return await RemovedAsync(
            () => applications.RemoveDocumentAsync(document, context.Actor, context.Cancel), ApplicationSteps.Documents);
    }

    /// <summary>One's own, as long as it is kept.</summary>
    public static async Task<IResult> DocumentAsync(
        [AsParameters] PageContext context, Guid document, ReferencingReader reader, ApplicationDocuments documents) =>
        await reader.OfAccountAsync(context.Person.AccountId, context.Cancel) is { Id: { } id }
            && await documents.OpenAsync(id, document, context.Cancel) is { } file
            ? Results.File(file.Content.ToArray(), file.MediaType, file.Name) : Results.NotFound();

    private static async Task<IResult> RemovedAsync(Func<Task> remove, string step)
    {
        try
        {
            await remove();
            return Results.Redirect(ReferencingAddresses.Step.Of(step) + "?fait=retire");
        }
        catch (UnknownReferencingException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> AddDocumentAsync(
        PageContext context, ReferencingView view, ApplicationDocuments documents, Applications applications)
    {
        var form = await context.ReadAsync(new DocumentForm());
        if (form.IsValid)
            try
            {
                await applications.AddDocumentAsync(form.Kind.Value, form.File.File, context.Actor, context.Cancel);
                return Results.Redirect(ReferencingAddresses.Step.Of(ApplicationSteps.Documents) + "?fait=ajoute");
            }
            catch (ProcessRefusedException refused)
            {
                form.File.Refuse(refused.Message);
            }
        return await DocumentsAsync(context, view, documents, form);
    }

    /// <summary>The application, while this step of it may be changed.</summary>
    private static async Task<ReferencingView?> OpenAsync(PageContext context, string step, ReferencingReader reader) =>
        ApplicationSteps.All.Any(known => known.Step == step)
            && await reader.OfAccountAsync(context.Person.AccountId, context.Cancel)
                is { State: ReferencingProcess.Draft or ReferencingProcess.Incomplete } view ? view : null;

    private static StepForm FormOf(string step, ReferencingView view, ReferenceDataStore store) => step switch
    {
        ApplicationSteps.Provider => new ProviderStep(view.Siret, view.Content),
        ApplicationSteps.Activity => new ActivityStep(view.Content),
        ApplicationSteps.Quality => new QualityStep(view.Content),
        ApplicationSteps.Habilitations => new HabilitationForm(view.Content, code => store.Current.Certifications.ByCode(code) is not null),
        ApplicationSteps.Subcontracting => new SubcontractingStep(view.Content),
        _ => new SendingStep(view.Content),
    };

    private static string After(string step) =>
        ApplicationSteps.All.SkipWhile(known => known.Step != step).Skip(1).Select(known => ReferencingAddresses.Step.Of(known.Step))
            .FirstOrDefault() ?? ReferencingAddresses.Application + "?fait=enregistre";

    private static IResult Page(PageContext context, string step, ReferencingView view, StepForm form, ReferenceDataStore store) =>
        context.Private("referencing/" + TemplateOf(step), new StepModel(
            Notice.Done(context.Request, Sentences), Head(step), form,
            [.. view.Content.Habilitations.Select(h => new HabilitationLine(
                h.Code, store.Current.Certifications.ByCode(h.Code)?.Title ?? "", ApplicationWords.Habilitations[h.Kind]))]),
            Head(step).Title, ApplicationPage.Trail, form.Status);

    private static async Task<IResult> DocumentsAsync(
        PageContext context, ReferencingView view, ApplicationDocuments documents, DocumentForm form)
    {
        var rows = await documents.ListAsync(view.Id!.Value, context.Cancel);
        var head = Head(ApplicationSteps.Documents);
        return context.Private("referencing/documents", new DocumentsModel(Notice.Done(context.Request, Sentences), head, form,
            [.. rows.Select(d => new DocumentLine(d.Id, ReferencingAddresses.Document.Of(d.Id), ApplicationWords.Documents[d.Kind], d.Name,
                $"{(d.Size + 1023) / 1024} Ko"))], After(ApplicationSteps.Documents)), head.Title, ApplicationPage.Trail, form.Status);
    }

    private static StepHead Head(string step)
    {
        var number = ApplicationSteps.All.TakeWhile(known => known.Step != step).Count() + 1;
        return new(number, ApplicationSteps.All.Count, ApplicationSteps.All[number - 1].Label,
            number < ApplicationSteps.All.Count ? ApplicationSteps.All[number].Label : null, ReferencingAddresses.Step.Of(step));
    }

    private static string TemplateOf(string step) => step switch
    {
        ApplicationSteps.Provider => "provider",
        ApplicationSteps.Activity => "activity",
        ApplicationSteps.Quality => "quality",
        ApplicationSteps.Habilitations => "habilitations",
        ApplicationSteps.Subcontracting => "subcontracting",
        _ => "sending",
    };
}
