using Marketplace.Money.Dotations;
using Marketplace.Money.Regulation;
using Marketplace.People.Organisations;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Funders;

/// <summary><c>/financeurs/{id}/dotations/nouvelle</c>: a product and the file of its beneficiaries; refused lines are told one by one.</summary>
public static class NewOrderPage
{
    private const long MostBytes = 10 * 1024 * 1024;

    internal static readonly RequestSizeLimitAttribute Size = new(MostBytes + (64 * 1024));

    private const string NoProduct = "Seuls un employeur et un financeur commandent des droits.";
    private const string NoSiret = "Votre organisation n’a pas de SIRET : demandez au service de l’ajouter, il figure dans le libellé du virement.";

    public static async Task<IResult> ShowAsync(
        HttpContext context, Guid organisation, OrganisationStore store, RuleBook book, TimeProvider clock, PageRenderer renderer, CancellationToken cancel) =>
        await store.FindAsync(organisation, cancel) is { } found ? Page(context, found, book.On(clock.Today()), renderer, null, null) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        HttpContext context, Guid organisation, OrganisationStore store, BeneficiaryImport import, RuleBook book, TimeProvider clock, PageRenderer renderer, CancellationToken cancel)
    {
        if (await store.FindAsync(organisation, cancel) is not { } found)
            return Results.NotFound();
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var rules = book.On(clock.Today());
        var product = DotationProduct.Of(found.Kind).FirstOrDefault(p => p.Key == form.Text("product", 50));
        var code = product is null ? null : product.Codes.Count == 1 ? product.Codes[0] : product.Codes.FirstOrDefault(c => c == form.Text("code", 30));
        var siren = Sirens(found).FirstOrDefault(s => s == form.Text("siren", 9));
        var problem = Problem(found) ?? (product is null ? "Choisissez ce que vous commandez." : code is null ? "Choisissez qui vous êtes." : siren is null ? "Choisissez le SIREN." : FileProblem(form.Files));
        if (problem is not null)
            return Page(context, found, rules, renderer, Notice.Error(problem), null);
        var file = form.Files[0];
        var (order, report) = await import.RunAsync(new OrderRequest(organisation, siren!, product!, code!),
            new ReferenceInput("Votre fichier", file.OpenReadStream), context.Actor(), clock.Today(), cancel);
        return order is { } id
            ? Results.Redirect($"{OrderWords.ListPath(organisation)}/{id}")
            : Page(context, found, rules, renderer, Notice.Error("Aucune ligne n’a pu être prise : corrigez le fichier, puis déposez-le de nouveau."), report);
    }

    private static string? FileProblem(IFormFileCollection files) =>
        files.Count != 1 || files[0].Length == 0 ? "Joignez un fichier CSV de bénéficiaires, qui ne soit pas vide."
        : files[0].Length > MostBytes ? "Le fichier dépasse 10 Mo : partagez-le en plusieurs commandes." : null;

    private static string? Problem(Organisation organisation) =>
        DotationProduct.Of(organisation.Kind).Count == 0 ? NoProduct : organisation.Sirets.Count == 0 ? NoSiret : null;

    private static IReadOnlyList<string> Sirens(Organisation organisation) => [.. organisation.Sirets.Select(siret => siret[..9]).Distinct()];

    private static IResult Page(HttpContext context, Organisation found, RulesInForce rules, PageRenderer renderer, Notice? notice, ReferenceFileReport? report)
    {
        var products = DotationProduct.Of(found.Kind);
        var codes = products.Where(p => p.Codes.Count > 1).SelectMany(p => p.Codes).Distinct().ToList();
        var status = notice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        notice ??= Problem(found) is { } problem ? Notice.Error(problem) : null;
        return renderer.Private(context.Request, "funders/new-order", new NewOrderModel($"{OrderWords.ListPath(found.Id)}/nouvelle", notice, Problem(found) is null,
            [.. (report?.Messages ?? []).Select(m => new ReportRow(m.Line, m.Text))],
            new SelectField("product", "Ce que vous commandez", [.. products.Select(p => new Choice(p.Key, p.Label))]),
            codes.Count > 0 ? new SelectField("code", "Vous êtes", [.. codes.Select(c => new Choice(c, OrderWords.TopUps[c]))]) : null,
            new SelectField("siren", "SIREN de qui paie", [.. Sirens(found).Select(s => new Choice(s, s))]),
            [.. products.Where(p => p.LegalAmount(rules) is not null).Select(p =>
                new AmountRow(p.Label, EuroText.Of(p.LegalAmount(rules)!.Value) + (p.MayGiveMore ? " au moins" : ""), p.Basis))]),
            "Nouvelle commande", OrderWords.Trail(context, found, belowList: true), status);
    }
}

/// <summary>Model of <c>pages/funders/new-order</c>.</summary>
/// <param name="Open">The organisation can order.</param>
/// <param name="Report">Lines of the file that was just refused.</param>
/// <param name="Code">Null: the product says it.</param>
/// <param name="Amounts">Products whose amount the law gives.</param>
public sealed record NewOrderModel(
    string Action, Notice? Notice, bool Open, IReadOnlyList<ReportRow> Report, SelectField Product, SelectField? Code, SelectField Siren, IReadOnlyList<AmountRow> Amounts);

/// <param name="Line">In the file; null: all of it.</param>
public sealed record ReportRow(long? Line, string Text);

public sealed record AmountRow(string Product, string Amount, string Basis);
