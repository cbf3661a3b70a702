namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Somebody agreed to sign in to a client.</summary>
/// <param name="Code">What the client redeems.</param>
/// <param name="Request">What the client had asked.</param>
/// <param name="Person">Who signed in.</param>
/// <param name="At">When.</param>
internal sealed record Grant(string Code, AuthorizationRequest Request, TestPerson Person, DateTimeOffset At);
