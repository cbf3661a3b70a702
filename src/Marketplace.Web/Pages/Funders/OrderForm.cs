using System.Diagnostics.CodeAnalysis;
using Marketplace.Money.Dotations;
using Marketplace.People.Organisations;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Funders;

/// <summary>What an organisation orders, and for whom.</summary>
public sealed class OrderForm(Organisation organisation) : Form
{
    public ChoiceField Product { get; } =
        new("product", "Ce que vous commandez", DotationProduct.Of(organisation.Kind).Select(p => new Choice(p.Key, p.Label)),
            "Choisissez ce que vous commandez.");

    /// <summary>Null: the product says it.</summary>
    public ChoiceField? Code { get; } = CodeOf(
        DotationProduct.Of(organisation.Kind).Where(p => p.Codes.Count > 1).SelectMany(p => p.Codes).Distinct());

    public ChoiceField Siren { get; } =
        new("siren", "SIREN de qui paie",
            organisation.Sirets.Select(siret => siret[..9]).Distinct().Select(siren => new Choice(siren, siren)), "Choisissez le SIREN.");

    public BeneficiariesField File { get; } = new();

    /// <summary>Only of a form without mistakes.</summary>
    public OrderRequest Request
    {
        get
        {
            var product = DotationProduct.Find(Product.Value)!;
            return new OrderRequest(organisation.Id, Siren.Value, product, product.Codes is [var only] ? only : Code!.Value);
        }
    }

    private static ChoiceField? CodeOf(IEnumerable<string> codes) =>
        codes.Any() ? new ChoiceField(
            "code", "Vous êtes", codes.Select(code => new Choice(code, OrderWords.TopUps[code])), "Choisissez qui vous êtes.") : null;
}

/// <summary>The list of beneficiaries.</summary>
public sealed class BeneficiariesField : UploadField
{
    internal const long MostBytes = 10 * 1024 * 1024;

    [SetsRequiredMembers]
    public BeneficiariesField() : base("beneficiaires", "Fichier des bénéficiaires") =>
        (Hint, Accept) = ("CSV de 10 Mo et 100 000 lignes au plus", ".csv,text/csv");

    /// <summary>Only of a form without mistakes.</summary>
    public IFormFile? Sent { get; private set; }

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        Sent = files is [{ Length: > 0 and <= MostBytes } only] ? only : null;
        return files is [{ Length: > MostBytes }] ? "Le fichier dépasse 10 Mo : partagez-le en plusieurs commandes."
            : Sent is null ? "Joignez un fichier CSV de bénéficiaires, qui ne soit pas vide." : null;
    }
}
