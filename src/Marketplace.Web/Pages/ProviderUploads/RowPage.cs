using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Uploads;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>…/lignes/{line}</c>: a row mended on screen; the file is judged again with it.</summary>
public static class RowPage
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, int line, OrganisationStore store, UploadReader reader) =>
        OpenAsync(context, organisation, id, line, store, reader, (found, row, issues) =>
            Task.FromResult(Page(context, found, line, new RowForm(found.Upload.Findings!.Headings, row.Cells, issues), issues)));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, int line, OrganisationStore store, UploadReader reader,
        UploadDesk desk, UploadStart start) =>
        OpenAsync(context, organisation, id, line, store, reader, async (found, row, issues) =>
        {
            var form = await context.ReadAsync(new RowForm(found.Upload.Findings!.Headings, row.Cells, issues));
            if (!form.IsValid)
                return Page(context, found, line, form, issues);
            try
            {
                await desk.MendAsync(found.Scope, id, row.Ordinal, form.Changed, form.Everywhere.Ticked.Count > 0, context.Actor,
                    context.Cancel);
                start.Now();
                return Results.Redirect(UploadAddresses.Upload.Of(organisation, id) + "?fait=corrige");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
                return Page(context, found, line, form, issues);
            }
        });

    private static async Task<IResult> OpenAsync(
        PageContext context, Guid organisation, Guid id, int line, OrganisationStore store, UploadReader reader,
        Func<ProviderUpload, StoredRow, IReadOnlyList<StoredIssue>, Task<IResult>> answer) =>
        await ProviderUpload.FindAsync(context, organisation, id, store, reader) is { } found
            && found.Upload.State == UploadProcess.Staged && found.Upload.FactsFor(null).Mendable
            && await reader.RowAsync(id, line, context.Cancel) is var (row, issues)
            ? await answer(found, row, issues) : Results.NotFound();

    private static IResult Page(PageContext context, ProviderUpload found, int line, RowForm form, IReadOnlyList<StoredIssue> issues) =>
        context.Private("provider-uploads/row", new RowModel(
            line, UploadAddresses.Row.Of(found.Organisation, found.Upload.Id, line), form,
            [.. issues.Select(i => new RowIssue(i.Severity == "error", i.Code, i.Column, i.Text))]), $"Ligne {line}",
            found.Trail(context.Person), form.Status);
}

/// <summary>The cells of a row; those with a message first.</summary>
public sealed class RowForm : Form
{
    /// <summary>Characters of a cell that can be mended on screen.</summary>
    private const int LongestCell = 10_000;

    private readonly List<(int Place, string Before, TextAreaField Field)> _cells = [];

    public RowForm(IReadOnlyList<string> headings, IReadOnlyList<string?> cells, IReadOnlyList<StoredIssue> issues)
    {
        var named = issues.Where(i => i.Column is not null).ToLookup(i => i.Column!, i => i.Text);
        for (var place = 0; place < headings.Count; place++)
        {
            var text = ((place < cells.Count ? cells[place] : null) ?? "").ReplaceLineEndings("\n").Trim();
            if (headings[place].Length == 0 || text.Length > LongestCell || text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
                continue;
            var wrong = named[headings[place]].FirstOrDefault();
            var field = new TextAreaField($"c{place}", headings[place], _ => null)
            {
                Required = false, MaxLength = LongestCell, MostRead = 2 * LongestCell, Rows = text.Length > 200 ? 6 : text.Length > 80
                    ? 3 : 1,
                Typed = text, Hint = wrong,
            };
            _cells.Add((place, text, field));
            (wrong is null ? Others : Wrong).Add(field);
        }
    }

    /// <summary>With a message.</summary>
    public List<TextAreaField> Wrong { get; } = [];

    /// <summary>Without.</summary>
    public List<TextAreaField> Others { get; } = [];

    public ChoicesField Everywhere { get; } = new("partout", "Autres lignes",
        [new Choice("oui", "Corriger de même toutes les lignes qui ont le même texte dans la même colonne")]) { Required = false };

    /// <summary>New texts by their place in the row.</summary>
    internal IReadOnlyDictionary<int, string> Changed =>
        _cells.Where(c => c.Field.Typed != c.Before).ToDictionary(c => c.Place, c => c.Field.Typed);
}

/// <summary>Model of <c>pages/provider-uploads/row</c>.</summary>
public sealed record RowModel(int Line, string Action, RowForm Form, IReadOnlyList<RowIssue> Issues);

/// <param name="Blocks">The row was refused for it.</param>
public sealed record RowIssue(bool Blocks, string Code, string? Column, string Text);
