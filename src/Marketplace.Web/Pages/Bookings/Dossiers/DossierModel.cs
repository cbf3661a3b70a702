using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Funding;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Payments;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>Model of <c>pages/bookings/dossier</c>, in the page's order.</summary>
public sealed record DossierModel
{
    public required Notice? Notice { get; init; }
    public required DossierCard Card { get; init; }
    public required DossierHrefs Hrefs { get; init; }
    public required DossierMay May { get; init; }
    public required IReadOnlyList<FactRow> Facts { get; init; }
    /// <summary>Null: the action is no longer offered.</summary>
    public required string? ActionHref { get; init; }
    /// <summary>The provider withdrew the session after it was booked.</summary>
    public required bool Gone { get; init; }

    /// <summary>« du … au … »: dates that the provider gave the session since; null: they are the same.</summary>
    public required string? PublishedAnew { get; init; }
    /// <summary>From acceptance on.</summary>
    public required ContactLines? Contact { get; init; }
    public required IReadOnlyList<MomentView> Moments { get; init; }
    /// <summary>Null: none was made.</summary>
    public required ProposalView? Proposal { get; init; }
    public required PlanView? Plan { get; init; }
    public required ExplanationView? Refusal { get; init; }
    public required long? CardCents { get; init; }
    /// <summary>Null: no card page is open.</summary>
    public required CardForm? CardForm { get; init; }
    public required Shown Shown { get; init; }
    /// <summary>Another session that one side asked for.</summary>
    public required MoveView? Move { get; init; }
    /// <summary>Who pays what, once agreed.</summary>
    public required IReadOnlyList<DossierLine> Lines { get; init; }
    /// <summary>Latest first.</summary>
    public required IReadOnlyList<HistoryLine> History { get; init; }
}

/// <summary>Where the buttons of a dossier lead.</summary>
public sealed record DossierHrefs(
    string Accept, string AbandonPayment, string Decline, string AskFunder, string Cancel, string Move, string AgreeMove, string RefuseMove,
    string Complain, string Messages, string Documents, string Attendance, string Service)
{
    public static DossierHrefs Of(Guid id) => new(
        BookingAddresses.Accept.Of(id), BookingAddresses.AbandonPayment.Of(id), BookingAddresses.Decline.Of(id),
            BookingAddresses.AskFunder.Of(id),
        BookingAddresses.Cancel.Of(id), BookingAddresses.Move.Of(id), BookingAddresses.AgreeMove.Of(id), BookingAddresses.RefuseMove.Of(id),
        BookingAddresses.Complain.Of(id), BookingAddresses.Messages.Of(id), DocumentAddresses.Mine.Of(id),
        AttendanceAddresses.Learner.Of(id), ControlAddresses.Learner.Of(id));
}

/// <summary>Which buttons there are: what the process allows its learner.</summary>
/// <param name="Attend">The training has begun.</param>
/// <param name="Answer">What the provider declared can be confirmed or disputed.</param>
/// <param name="Complain">The page of complaints has something to say.</param>
public sealed record DossierMay(
    bool Accept, bool Decline, bool AskFunder, bool Cancel, bool AskMove, bool AgreeMove, bool RefuseMove, bool Complain, bool Attend,
    bool Answer)
{
    public static DossierMay Of(LearnerDossier dossier) => new(
        dossier.May(BookingProcess.Accept) && dossier.Answer?.Plan is not null, dossier.May(BookingProcess.Decline),
            dossier.May(BookingProcess.AskFunder),
        dossier.May(BookingProcess.Cancel), dossier.May(BookingProcess.AskMove), dossier.May(BookingProcess.AgreeMove),
            dossier.May(BookingProcess.RefuseMove),
        dossier.Row.AcceptedAt is not null, BookingProcess.Trained.Contains(dossier.Row.State),
        dossier.Row.State == BookingProcess.ServiceDeclared);
}

/// <summary>A share of the price, and what the end made of it.</summary>
/// <param name="Used">Null: it has not ended.</param>
public sealed record DossierLine(string Label, long AmountCents, long? Used, long? Returned, long? Kept, long? Credit)
{
    /// <summary>The end is known.</summary>
    public bool Settled => Used is not null;

    public static DossierLine Of(BookingLineRow line) => new(
        FundingLabels.Line(new FundingLine(line.Source, line.Kind, line.Amount)), line.Amount, line.Used, line.Returned, line.Kept,
            line.Credit);
}
