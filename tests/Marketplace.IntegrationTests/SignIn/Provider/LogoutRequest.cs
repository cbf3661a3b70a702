namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>What a client asked at the logout endpoint, once the provider accepted it.</summary>
/// <param name="IdTokenHint">The ID token the client was given.</param>
/// <param name="State">Travels back with the browser.</param>
/// <param name="PostLogoutRedirectUri">Where the browser goes next.</param>
public sealed record LogoutRequest(string IdTokenHint, string? State, string? PostLogoutRedirectUri);
