using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Demo;

/// <summary>A made-up training provider with its catalogue.</summary>
/// <param name="Siret">Passes the check digit and starts with 999: no real establishment does.</param>
/// <param name="Qualiopi">Certified kinds, as in the provider table.</param>
/// <param name="Complete">False for the last provider when the wanted number of actions cut its catalogue short.</param>
public sealed record DemoProvider(
    string Siret, string Name, string Nda, IReadOnlyList<string> Qualiopi, PostalAddress Address,
    IReadOnlyList<AcceptedOffer> Offers, bool Complete = true)
{
    public int Actions => Offers.Sum(o => o.Actions.Count);
}
