using Marketplace.ProviderSpace.Catalogues;
using Marketplace.ProviderSpace.Sandbox;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>Which catalogue a key acts on.</summary>
internal sealed class ProviderCatalogues(PublishedOffers published, SandboxOffers sandbox)
{
    public IWantedCatalogue Of(ProviderCaller caller) => caller.Sandbox ? sandbox : published;
}
