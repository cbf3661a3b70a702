using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Crediting.OtherRights;

/// <summary>
/// A kind of activity that gives rights under the citizen engagement account (L5151-9), with how much of it does (D5151-14).
/// </summary>
/// <param name="Word">In files.</param>
/// <param name="Code">In the database and in reasons of transfers.</param>
/// <param name="Duration">At least, in the activity's own unit; docs/declarations.md names it.</param>
/// <param name="Within">A second measure that must be reached too; null: none.</param>
public sealed record VolunteeringActivity(string Word, string Code, RuleKey<int> Duration, RuleKey<int>? Within = null)
{
    public static readonly IReadOnlyList<VolunteeringActivity> All =
    [
        new("service-civique", "civic-service", VolunteeringRules.CivicService),
        new("reserve-militaire", "military-reserve", VolunteeringRules.MilitaryReserve),
        new("reserve-defense-securite", "defence-reserve", VolunteeringRules.DefenceReserve),
        new("reserve-communale", "municipal-reserve", VolunteeringRules.MunicipalReserve),
        new("reserve-sanitaire", "health-reserve", VolunteeringRules.HealthReserve),
        new("maitre-apprentissage", "apprentice-master", VolunteeringRules.ApprenticeMaster),
        new("benevolat", "association", VolunteeringRules.Association, VolunteeringRules.AssociationWithin),
        new("reserve-education", "education-reserve", VolunteeringRules.EducationReserve, VolunteeringRules.EducationReserveWithin),
        new("pompier-volontaire", "volunteer-firefighter", VolunteeringRules.VolunteerFirefighter),
        new("reserve-police", "police-reserve", VolunteeringRules.PoliceReserve, VolunteeringRules.PoliceReserveWithin),
        new("reserve-citoyenne-police", "police-citizen-reserve", VolunteeringRules.PoliceCitizenReserve,
        VolunteeringRules.PoliceCitizenReserveWithin),
        new("reserve-reinsertion", "reintegration-reserve", VolunteeringRules.ReintegrationReserve),
        new("reserve-civique", "civic-reserve", VolunteeringRules.CivicReserve, VolunteeringRules.CivicReserveWithin),
    ];

    /// <summary>Declared by the holder (R5151-16), with a last day for it; all others are declared by who organises them.</summary>
    public bool IsOwnWord => Code == "association";

    /// <summary>Whether so much of it gives rights.</summary>
    public bool Suffices(int duration, int within, RulesInForce rules) =>
        duration >= rules.Get(Duration) && (Within is null || within >= rules.Get(Within));
}
