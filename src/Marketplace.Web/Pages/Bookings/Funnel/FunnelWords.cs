using Marketplace.Bookings.Requests;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>The steps of a request: names and addresses.</summary>
public static class FunnelWords
{
    /// <summary>Names of steps as the stepper shows them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [FunnelSteps.Session] = "La session",
        [FunnelSteps.Eligibility] = "Les conditions à remplir",
        [FunnelSteps.Profile] = "Votre situation et vos coordonnées",
        [FunnelSteps.Funding] = "Ce que vous payez",
        [FunnelSteps.Terms] = "Les conditions d’inscription",
        [FunnelSteps.Sending] = "Relire et envoyer",
    };

    private static readonly Dictionary<string, Route<Guid>> Addresses = new()
    {
        [FunnelSteps.Session] = BookingAddresses.SessionStep,
        [FunnelSteps.Eligibility] = BookingAddresses.EligibilityStep,
        [FunnelSteps.Profile] = BookingAddresses.ProfileStep,
        [FunnelSteps.Funding] = BookingAddresses.FundingStep,
        [FunnelSteps.Terms] = BookingAddresses.TermsStep,
        [FunnelSteps.Sending] = BookingAddresses.SendingStep,
    };

    /// <summary>Where a step is; identity is settled in the account.</summary>
    public static string Href(string step, Guid id) => step == FunnelSteps.Identity ? AccountAddresses.Account : Addresses[step].Of(id);

    /// <summary>What its link says.</summary>
    public static string Back(string step) => step == FunnelSteps.Identity
        ? "Compléter mon compte" : $"Revenir à l’étape « {Names[step]} »";
}
