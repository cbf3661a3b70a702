using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>A draft, with what stands against sending it at this moment.</summary>
public sealed record OpenDraft(BookingRow Row, IReadOnlyList<SendObstacle> Obstacles)
{
    public DossierKey Key => DossierKey.OfLearner(Row.Id, Row.AccountId);

    /// <summary>Whether a step was not filled in yet: then it has nothing to complain about.</summary>
    public bool IsNew(string step) => step switch
    {
        FunnelSteps.Profile => Row.Status is null,
        FunnelSteps.Terms => Row.TermsVersion is null,
        FunnelSteps.Session => Row.PermanentEntry && Row.WishedStart is null,
        _ => false,
    };

    /// <summary>What stands against it on a step.</summary>
    public IEnumerable<string> At(string step) => Obstacles.Where(o => o.Step == step).Select(o => o.Text);
}
