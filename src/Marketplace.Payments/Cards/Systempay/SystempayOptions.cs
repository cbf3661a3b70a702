namespace Marketplace.Payments.Cards.Systempay;

/// <summary>A shop at Systempay or another platform of the same make (PayZen).</summary>
/// <param name="SiteId">Number of the shop.</param>
/// <param name="FormKey">Signs forms and notifications, HMAC-SHA-256.</param>
/// <param name="Mode">TEST or PRODUCTION: each has its own keys.</param>
/// <param name="Form">Where forms are sent.</param>
/// <param name="Api">Of the REST services, ending in <c>/V4/</c>.</param>
/// <param name="ApiPassword">Of the REST services.</param>
public sealed record SystempayOptions(string SiteId, string FormKey, string Mode, Uri Form, Uri Api, string ApiPassword)
{
    /// <summary>Without secrets, whoever writes it out.</summary>
    public override string ToString() => $"Systempay {SiteId} {Mode}";
}
