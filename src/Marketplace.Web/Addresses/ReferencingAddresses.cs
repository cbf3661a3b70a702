using Marketplace.ProviderSpace.Referencing;

namespace Marketplace.Web.Addresses;

/// <summary>Professionals who ask for their provider to be referenced.</summary>
public static class ReferencingAddresses
{
    public const string Application = ReferencingSite.Applicant;
    public const string Begin = Application + "/commencer";
    public const string Withdraw = Application + "/retirer";
    public static readonly Route<string> Step = new(Application + "/etapes/{step:length(1,30)}");
    public const string RemoveHabilitation = Application + "/habilitations/retirer";
    public const string RemoveDocument = Application + "/pieces/retirer";
    public static readonly Route<Guid> Document = new(Application + "/pieces/{document:guid}");
}
