namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>How the provider signs; the names are those of the JOSE registry.</summary>
public enum SigningAlgorithm
{
    RS256,
    ES256,
}
