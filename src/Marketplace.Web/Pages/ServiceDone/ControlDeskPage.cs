using Marketplace.Bookings.Control;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Recoveries;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Operations;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary><c>/gestion/controles</c>: controls that are open, and what is being recovered.</summary>
public static class ControlDeskPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, ControlReader controls, RecoveryClaims recoveries, AccessLog log)
    {
        var (open, claims) = (await controls.WaitingAsync(context.Cancel), await recoveries.ListAsync(null, context.Cancel));
        await log.WriteAsync(context.Actor,
            [.. open.Select(c => (c.Booking, c.Account)).Concat(claims.Select(r => (r.Booking, r.Account))).Distinct()
            .Select(d => new AccessEntry(Rights.BookingsOperateView, AccessOperation.LookUp, d.Account, $"booking:{d.Booking}"))],
                context.Cancel);
        return context.Private("controls/desk", new ControlDeskModel(
            [.. open.Select(c => new ControlRow(ControlAddresses.Operator.Of(c.Account, c.Booking), BookingNumber.Text(c.Number), c.Title,
                $"{c.ProviderName}, SIRET {c.Siret}", ControlProcess.Table.Label(c.State), ControlWords.Origin(c.Origin), c.Score,
                    c.AnswerBy))],
            [.. claims.Select(r => new ClaimRow(ControlAddresses.Operator.Of(r.Account, r.Booking), BookingNumber.Text(r.Number), r.Siret,
                FrenchFormat.Price(r.Cents), RecoveryProcess.Table.Label(r.State), r.ClaimUntil))]), "Contrôles du service fait",
                    OperationsPages.Trail);
    }
}

/// <summary>Model of <c>pages/controls/desk</c>.</summary>
public sealed record ControlDeskModel(IReadOnlyList<ControlRow> Controls, IReadOnlyList<ClaimRow> Claims);

/// <summary>A control in the list.</summary>
public sealed record ControlRow(
    string Href, string Number, string Title, string Provider, string State, string Origin, int? Score, DateOnly? AnswerBy);

/// <summary>A recovery in the list.</summary>
public sealed record ClaimRow(string Href, string Number, string Siret, string Amount, string State, DateOnly ClaimUntil);
