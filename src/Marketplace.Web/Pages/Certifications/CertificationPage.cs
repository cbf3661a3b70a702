using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Certifications;

/// <summary><c>/certifications/{code}</c>: a certification and the actions that lead to it.</summary>
public static class CertificationPage
{
    public static async Task<IResult> Show(
        [AsParameters] PageContext context, string code, string? page, ReferenceDataStore store, VisitorSearch search, TimeProvider clock)
    {
        var reference = store.Current;
        if (reference.Certifications.ByCode(code) is not { } certification)
            return Results.NotFound();
        var query = new SearchQuery { Today = clock.Today(), Certification = [code], Page = ActionList.PageNumber(page) };
        var path = SearchAddresses.Certification.Of(code);
        var model = new CertificationPageModel(
            certification.Title, code, Register(code),
            certification.Level is { } level ? Labels.Level(level) : null,
            certification.Active, certification.Expires is { } expires ? FrenchFormat.Date(expires) : null,
            [.. certification.Nsf.Select(nsf => reference.NsfDomains.GetValueOrDefault(nsf, nsf))],
            [.. certification.Rome.Select(rome => new JobLink(
                reference.Jobs.TryGetValue(rome, out var job) ? $"{job} ({rome})" : rome,
                SearchAddress.Of(new SearchQuery { Today = query.Today, Rome = [rome] })))],
            [.. reference.Certifications.Blocks(code).Select(b => new BlockLine(b.Code, b.Title))],
            await ActionList.FindAsync(search, query, path, context.Cancel));
        return context.Page("certifications/certification", model,
            new PageHead(certification.Title, $"{certification.Title} ({code}) : formations qui y mènent, blocs de compétences, métiers.")
            {
                Canonical = ActionList.Address(path, query.Page),
                Trail = [new Crumb("Recherche", SearchAddresses.Results)],
            });
    }

    private static string Register(string code) =>
        code.StartsWith("RNCP", StringComparison.Ordinal) ? "Répertoire national des certifications professionnelles (RNCP)"
        : code.StartsWith("RS", StringComparison.Ordinal) ? "Répertoire spécifique (RS)"
        : "Action éligible de droit au compte personnel de formation";
}

/// <summary>Model of <c>pages/certifications/certification</c>.</summary>
public sealed record CertificationPageModel(
    string Title, string Code, string Register, string? Level, bool Active, string? Expires, IReadOnlyList<string> Domains,
    IReadOnlyList<JobLink> Jobs, IReadOnlyList<BlockLine> Blocks, ActionList Actions);

public sealed record JobLink(string Label, string Href);

public sealed record BlockLine(string Code, string Title);
