using System.Globalization;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary><c>/of/{organisation}/imports/{id}</c>: how far it is, what was found, what it would change, and what can be done.</summary>
public static class UploadPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["annule"] = "La publication est annulée : votre catalogue est comme avant.",
            ["abandonne"] = "Le fichier est abandonné ; son compte rendu reste ici.",
            ["corrige"] = "La correction est enregistrée : le fichier est contrôlé de nouveau.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader) =>
        await ProviderUpload.FindAsync(context, organisation, id, store, reader) is { } found
            ? await PageAsync(context, found, reader, Notice.Done(context.Request, Sentences)) : Results.NotFound();

    internal static async Task<IResult> PageAsync(
        PageContext context, ProviderUpload found, UploadReader reader, Notice? notice, int status = StatusCodes.Status200OK)
    {
        var (organisation, upload) = (found.Organisation, found.Upload);
        var page = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, 1_000) : 1;
        var groups = await reader.GroupsAsync(upload.Id, context.Cancel);
        var code = context.Request.Query["code"] is [{ } wanted] && groups.Any(g => g.Code == wanted) ? wanted : null;
        var issues = code is null ? (Total: 0, Issues: []) : await reader.IssuesAsync(upload.Id, code, page, context.Cancel);
        var address = UploadAddresses.Upload.Of(organisation, upload.Id);
        return context.Private("provider-uploads/upload", new UploadModel(
            notice, upload.Name, UploadProcess.Table.Label(upload.State), UploadWords.Badge(upload.State), upload.Note,
            UploadProcess.Working.Contains(upload.State)
                ? new(UploadWords.Work(upload.State), upload.Progress, UploadAddresses.Status.Of(organisation, upload.Id), address) : null,
            Facts(upload), [.. groups.Select(g => GroupLine.Of(g, address))], code is null ? null : new IssueList(
                code, address, issues.Total, [.. issues.Issues.Select(i => IssueLine.Of(i, found))],
                Paging.Of(issues.Total, UploadReader.PageSize, page, n => $"{address}?code={code}&page={n}")),
            ChangesView.Of(found), Decision.Of(found, context.Actor.Role), UploadAddresses.Report.Of(organisation, upload.Id),
            upload.CanBeGivenBack ? UploadAddresses.Annotated.Of(organisation, upload.Id) : null), upload.Name,
            found.TrailOfUpload(context.Person), status);
    }

    private static IReadOnlyList<FactRow> Facts(Upload upload)
    {
        var facts = new List<FactRow> { new("Envoyé", Platform.Time.ParisTime.InWords(upload.ReceivedAt)) };
        if (upload.Findings is not { } found)
            return facts;
        facts.Add(new("Format trouvé", found.Kind == UploadKinds.Edof ? "EDOF (XML)" : found.Format ?? "illisible"));
        if (found.Siret is { } siret)
            facts.Add(new("Établissement", $"SIRET {siret}"));
        facts.Add(new(found.Kind == UploadKinds.Edof ? "Éléments lus" : "Lignes lues",
            $"{FrenchFormat.Number(found.Rows)}, dont {FrenchFormat.Plural(found.RowsRefused, "refusée", "refusées")}"));
        facts.Add(new("Formations", Accepted(found.FormationsAccepted, found.FormationsRejected)));
        facts.Add(new("Actions", Accepted(found.ActionsAccepted, found.ActionsRejected)));
        facts.Add(new("Sessions", Accepted(found.SessionsAccepted, found.SessionsRejected)));
        return facts;
    }

    private static string Accepted(int accepted, int rejected) => rejected == 0
        ? FrenchFormat.Plural(accepted, "acceptée", "acceptées")
        : $"{FrenchFormat.Plural(accepted, "acceptée", "acceptées")}, {FrenchFormat.Plural(rejected, "refusée", "refusées")}";
}

/// <summary>Model of <c>pages/provider-uploads/upload</c>.</summary>
/// <param name="Note">Why it is where it is; null: nothing to say.</param>
/// <param name="Work">The program works on it; null: it waits for somebody, or is over.</param>
/// <param name="Issues">Messages of one code, one by one; null: no code was chosen.</param>
/// <param name="Changes">Null: there is nothing to compare.</param>
/// <param name="AnnotatedHref">Null: it has no columns.</param>
public sealed record UploadModel(
    Notice? Notice, string Name, string State, string Badge, string? Note, WorkView? Work, IReadOnlyList<FactRow> Facts,
    IReadOnlyList<GroupLine> Groups, IssueList? Issues, ChangesView? Changes, Decision Decision, string ReportHref, string? AnnotatedHref);

/// <param name="StatusHref">Tells the same to a script.</param>
/// <param name="Href">Of the page, to be loaded anew without a script.</param>
public sealed record WorkView(string Text, int Percent, string StatusHref, string Href);

/// <summary>« 214 lignes : … ».</summary>
/// <param name="Blocks">What it is about was refused.</param>
/// <param name="Lines">The first of them in words.</param>
public sealed record GroupLine(
    bool Blocks, string Code, string Count, string Meaning, string Text, string Lines, string Href, string CodeHref)
{
    internal static GroupLine Of(IssueGroup group, string address) => new(
        group.Severity == "error", group.Code, FrenchFormat.Plural(group.Count, "ligne", "lignes"),
        (ImportCodes.All.FirstOrDefault(c => c.Code == group.Code)?.Meaning ?? group.Code) + (
        group.Column is null ? "" : $" ({group.Column})"),
        group.Text, group.Lines.Length == 0 ? "" : (group.Lines.Length == 1 ? "ligne " : "lignes ")
            + string.Join(", ", group.Lines.Select(l => FrenchFormat.Number(l))) + (group.Count > group.Lines.Length ? "…" : ""),
        $"{address}?code={group.Code}#messages", $"{InformationAddresses.ImportCodes}#{group.Code}");
}

public sealed record IssueList(string Code, string AllHref, int Total, IReadOnlyList<IssueLine> Lines, Paging? Paging);

/// <param name="Href">Where it can be mended on screen; null: it cannot.</param>
public sealed record IssueLine(bool Blocks, string Line, string Column, string Item, string Text, string? Href)
{
    internal static IssueLine Of(StoredIssue issue, ProviderUpload found) => new(
        issue.Severity == "error", issue.Line is { } line ? FrenchFormat.Number(line) : "fichier", issue.Column ?? "",
        string.Join(", ", new[] { ("formation", issue.Formation), ("action", issue.Action), ("session", issue.Session) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1} {p.Item2}")), issue.Text,
        issue.Line is { } row && found.Upload.State == UploadProcess.Staged && found.Upload.FactsFor(null).Mendable
            ? UploadAddresses.Row.Of(found.Organisation, found.Upload.Id, row) : null);
}

/// <summary>What it would change, or changed.</summary>
/// <param name="Sentences">Empty: nothing.</param>
/// <param name="Href">Field by field.</param>
public sealed record ChangesView(bool Done, IReadOnlyList<string> Sentences, string Href, bool ArchivesMore, int Archived)
{
    internal static ChangesView? Of(ProviderUpload found) => found.Upload.Differences is not { } differences ? null : new(
        found.Upload.PublishedAt is not null, UploadWords.Changes(differences),
        UploadAddresses.Changes.Of(found.Organisation, found.Upload.Id), differences.ArchivesMore, differences.Actions.Archived);
}

/// <summary>What can be done now; an address is null where it cannot.</summary>
/// <param name="AllHref">All of it, archiving what it lacks.</param>
/// <param name="ValidHref">What is valid of it, archiving nothing.</param>
/// <param name="Confirm">It would archive more than it keeps: asked once more.</param>
public sealed record Decision(
    string? AllHref, string? ValidHref, bool Partial, bool Confirm, string? DiscardHref, string? UndoHref, Shown Shown)
{
    internal static Decision Of(ProviderUpload found, string role)
    {
        var (upload, organisation, table) = (found.Upload, found.Organisation, UploadProcess.Table);
        var changes = upload.Differences is { IsEmpty: false };
        var all = changes && table.Allows(upload.State, UploadProcess.Publish, role, upload.FactsFor(UploadModes.All, confirmed: true));
        var valid = changes && table.Allows(upload.State, UploadProcess.Publish, role, upload.FactsFor(UploadModes.Valid))
            && (!all || upload.Differences!.Total.Archived > 0);
        var publish = UploadAddresses.Publish.Of(organisation, upload.Id);
        return new(all ? publish : null, valid ? publish : null, upload.Findings is { Complete: false }, all
            && upload.Differences!.ArchivesMore,
            table.Allows(upload.State, UploadProcess.Discard, role) ? UploadAddresses.Discard.Of(organisation, upload.Id) : null,
            table.Allows(upload.State, UploadProcess.Undo, role) ? UploadAddresses.Undo.Of(organisation, upload.Id) : null,
            new Shown(upload.Shown, []));
    }
}
