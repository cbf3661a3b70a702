using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary>Addresses of the service done: the learner's word, proofs, controls, recoveries.</summary>
public static class ControlPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("").RequireRight(Rights.BookingsMineAct);
        mine.MapGet(ControlAddresses.Learner.Pattern, ServicePage.ShowAsync);
        mine.MapPost(ControlAddresses.Learner.Pattern, ServicePage.ConfirmAsync);
        mine.MapPost(ControlAddresses.LearnerDispute.Pattern, ServicePage.DisputeAsync);

        var provider = routes.MapGroup("").RequireRight(Rights.BookingsProviderAct);
        provider.MapGet(ControlAddresses.Provider.Pattern, ProviderControlPage.ShowAsync);
        provider.MapPost(ControlAddresses.Provider.Pattern, ProviderControlPage.AddAsync).WithMetadata(Bookings.Dossiers.MessagesPage.Size);
        provider.MapPost(ControlAddresses.ProviderSay.Pattern, ProviderControlPage.SayAsync);
        provider.MapGet(ControlAddresses.ProviderProof.Pattern, ProviderControlPage.ProofAsync);

        var view = routes.MapGroup("").RequireRight(Rights.BookingsOperateView);
        view.MapGet(ControlAddresses.Desk, ControlDeskPage.ShowAsync);
        view.MapGet(ControlAddresses.Operator.Pattern, OperatorControlPage.ShowAsync);
        view.MapGet(ControlAddresses.OperatorProof.Pattern, OperatorControlPage.ProofAsync);

        var act = routes.MapGroup("").RequireRight(Rights.BookingsOperateAct);
        act.MapPost(ControlAddresses.Open.Pattern, OperatorControlPage.OpenAsync);
        act.MapPost(ControlAddresses.Decide.Pattern, OperatorControlPage.DecideAsync).RequireFresh(ControlAddresses.Desk);
        act.MapPost(ControlAddresses.Recovery.Pattern, OperatorControlPage.RecoverAsync).RequireFresh(ControlAddresses.Desk);
    }
}
