using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Information;

/// <summary><c>/codes-import</c>: what each code of an import's report says, and how it is mended. Reports link here.</summary>
public static class ImportCodesPage
{
    public static IResult Show([AsParameters] PageContext context) => context.Page("information/import-codes", new ImportCodesModel(
        [.. ImportCodes.All.OrderBy(c => c.Code, StringComparer.Ordinal)
            .Select(c => new ImportCodeLine(c.Code, c.Severity == Severity.Error, c.Meaning, c.Remedy))]),
        new PageHead("Codes des comptes rendus d’import",
        "Ce que disent les codes du compte rendu d’un import de catalogue, et comment y répondre.")
        {
            Canonical = InformationAddresses.ImportCodes,
        });
}

/// <summary>Model of <c>pages/information/import-codes</c>.</summary>
public sealed record ImportCodesModel(IReadOnlyList<ImportCodeLine> Codes);

/// <param name="Blocks">What it is about is refused.</param>
public sealed record ImportCodeLine(string Code, bool Blocks, string Meaning, string Remedy);
