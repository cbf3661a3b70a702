namespace Marketplace.Web.SignIn;

/// <summary>Endpoint metadata: the same for everybody, so that nobody's session is looked up (files of the site, API, health).</summary>
public sealed record WithoutSession;
