using Marketplace.Money.Dotations;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Organisations;

namespace Marketplace.Web.Pages.Funders;

/// <summary>Orders in French words.</summary>
internal static class OrderWords
{
    /// <summary>DSFR colours of badges.</summary>
    private static readonly Dictionary<string, string> Badges = new()
    {
        [OrderProcess.Draft] = "new", [OrderProcess.AwaitingCash] = "warning", [OrderProcess.Received] = "info",
            [OrderProcess.Credited] = "success", [OrderProcess.Cancelled] = "error",
    };

    /// <summary>Kinds of top-ups, as funders choose them.</summary>
    public static readonly IReadOnlyDictionary<string, string> TopUps = new Dictionary<string, string>
    {
        ["opco"] = "Opérateur de compétences", ["state"] = "État", ["region"] = "Région", ["france-travail"] = "France Travail",
            ["agefiph"] = "Agefiph",
        ["c2p"] = "Compte professionnel de prévention", ["work-accident"] = "Accidents du travail et maladies professionnelles",
        ["local-authority"] = "Autre collectivité territoriale", ["unedic"] = "Assurance chômage",
            ["faf"] = "Fonds d’assurance-formation de non-salariés",
        ["chamber"] = "Chambre de métiers et de l’artisanat",
    };

    public static string State(string state) => OrderProcess.Table.Label(state);

    public static string Badge(string state) => Badges[state];

    public static string Product(DotationOrder order) =>
        DotationProduct.Find(order.Product)!.Label + (TopUps.TryGetValue(order.Code, out var kind) ? $" : {kind}" : "");

    /// <summary>Pages above the orders', or above one order's.</summary>
    public static IReadOnlyList<Crumb> Trail(Person person, Organisation organisation, bool belowList) =>
        [.. OrganisationPage.Trail(person, organisation), .. belowList
            ? [new Crumb("Commandes de droits", OrderAddresses.List.Of(organisation.Id))] : Array.Empty<Crumb>()];
}
