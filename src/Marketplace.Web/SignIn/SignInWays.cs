namespace Marketplace.Web.SignIn;

/// <summary>Which ways in this installation has, beside local accounts.</summary>
public sealed record SignInWays(bool FranceConnect, bool ProConnect);
