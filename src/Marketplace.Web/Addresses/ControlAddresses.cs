namespace Marketplace.Web.Addresses;

/// <summary>Service done: proofs, the learner's word, and its control, from each side.</summary>
public static class ControlAddresses
{
    public static readonly Route<Guid> Learner = new(BookingAddresses.Dossier.Pattern + "/service-fait");
    public static readonly Route<Guid> LearnerDispute = new(Learner.Pattern + "/contester");
    public static readonly Route<Guid, Guid> Provider = new(ProviderBookingAddresses.Dossier.Pattern + "/controle");
    public static readonly Route<Guid, Guid> ProviderSay = new(Provider.Pattern + "/repondre");
    public static readonly Route<Guid, Guid, Guid> ProviderProof = new(Provider.Pattern + "/pieces/{proof:guid}");
    public const string Desk = OperationsAddresses.Home + "/controles";
    public static readonly Route<Guid, Guid> Operator = new(OperatorBookingAddresses.Dossier.Pattern + "/controle");
    public static readonly Route<Guid, Guid> Open = new(Operator.Pattern + "/ouvrir");
    public static readonly Route<Guid, Guid> Decide = new(Operator.Pattern + "/decider");
    public static readonly Route<Guid, Guid, Guid> OperatorProof = new(Operator.Pattern + "/pieces/{proof:guid}");
    public static readonly Route<Guid, Guid> Recovery = new(OperatorBookingAddresses.Dossier.Pattern + "/recouvrement");
}
