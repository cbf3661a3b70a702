using System.Text.Json;
using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Money.Funding;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.Platform.Text;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>Model of <c>pages/operations/bookings/dossier</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew before deciding on money; null: no need.</param>
/// <param name="Reason">Why the operator looks.</param>
/// <param name="CancelHref">Null: it may not be cancelled for its funder now.</param>
/// <param name="ExitHref">Null: no exit may be declared in the provider's place now.</param>
/// <param name="NeverBeganHref">Null: it may not be decided now that the training never began.</param>
/// <param name="Open">The complaint that waits for a decision of who looks; null: none.</param>
/// <param name="ReportHref">Null: who looks decides nothing.</param>
public sealed record OperatorDossierModel(
    DossierHead Head, Notice? Notice, string? ConfirmFirst, string Reason, string HolderHref, string ControlHref,
    IReadOnlyList<FactRow> Facts,
    IReadOnlyList<OperatorDeadline> Deadlines,
    IReadOnlyList<OperatorLine> Lines, IReadOnlyList<OperatorPayment> Payments, IReadOnlyList<OperatorEvent> Events, string? CancelHref,
    string CancelLabel,
    string? ExitHref, string? NeverBeganHref, Shown Shown, IReadOnlyList<OperatorComplaint> Complaints, OpenComplaint? Open,
    IReadOnlyList<OperatorReport> Reports,
    string? ReportHref);

/// <param name="Reason">Why it was put off; null: it was not.</param>
/// <param name="Error">What stood against doing it; null: nothing.</param>
public sealed record OperatorDeadline(string Text, string? Reason, string? Error);

/// <summary>A share of the price and what its end made of it.</summary>
public sealed record OperatorLine(string Label, string Amount, string Used, string Returned, string Kept, string Credit)
{
    internal static OperatorLine Of(BookingLineRow line) => new(
        Name(line), EuroText.Of(line.Amount), Text(line.Used), Text(line.Returned), Text(line.Kept), Text(line.Credit));

    private static string Name(BookingLineRow line) => line.Source switch
    {
        FundingLineSources.Participation => "Participation forfaitaire",
        FundingLineSources.AnnualRights => "Droits acquis",
        FundingLineSources.Volunteering => "Droits d’engagement citoyen",
        FundingLineSources.Dotation => "Dotation : " + FundingWords.Names[line.Kind!],
        FundingLineSources.TopUp => "Abondement : " + FundingWords.Names[line.Kind!],
        _ => "Titulaire",
    };

    private static string Text(long? cents) => cents is { } known ? EuroText.Of(known) : "—";
}

/// <summary>A card payment.</summary>
public sealed record OperatorPayment(string Amount, string State, DateTime At, string Refunded)
{
    internal static OperatorPayment Of(CardPayment payment) => new(
        EuroText.Of(payment.AmountCents), CardProcess.Table.Label(payment.State), payment.CreatedAt, EuroText.Of(payment.RefundedCents));
}

/// <summary>A step of the history, with its codes, days and cents.</summary>
public sealed record OperatorEvent(DateTime At, string What, string State, string By, string Detail)
{
    internal static OperatorEvent Of(DossierEvent line)
    {
        using var detail = JsonDocument.Parse(line.Detail);
        return new(line.At, StateWords.Event(line.Event), StateWords.Label(line.ToState),
            Roles.Labels.GetValueOrDefault(line.Role, line.Role),
            string.Join(", ", detail.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null)
            .Select(p => $"{p.Name} : {p.Value}")));
    }
}

/// <summary>A complaint as an operator reads it.</summary>
public sealed record OperatorComplaint(string State, string Text, DateTime OpenedAt, string? Answer, string? Decision)
{
    internal static OperatorComplaint Of(Complaint complaint) => new(
        ComplaintProcess.Table.Label(complaint.State), complaint.Text, complaint.OpenedAt, complaint.Answer, complaint.Decision);
}

/// <summary>The complaint that waits for a decision.</summary>
public sealed record OpenComplaint(string Action, ComplaintDecisionForm Form, Shown Shown);

/// <summary>A message that was reported.</summary>
public sealed record OperatorReport(Guid Id, string Side, string Text, DateTime SentAt, string? Reason)
{
    internal static OperatorReport Of(ReportedMessage message) => new(
        message.Id, message.Side == MessageSides.Learner ? "la personne" : "l’organisme", message.Text, message.SentAt, message.Reason);
}

/// <summary>A dossier's facts for an operator.</summary>
internal static class OperatorDossierFacts
{
    public static IReadOnlyList<FactRow> Of(OperatorDossier dossier)
    {
        var row = dossier.View.Row;
        var facts = new List<FactRow>
        {
            new("Personne", dossier.View.LearnerName), new("Organisme", $"{row.ProviderName}, SIRET {row.Siret}"),
            new("Session", SessionWords.Of(row.SessionNumber, row.Starts, row.Ends)), new("Prix", FrenchFormat.Price(row.Price)),
            new("Contrôle", row.ControlState switch { "in-control" => "En cours", "released" => "Levé", _ => "Aucun" }),
        };
        Add("Règles appliquées", row.RuleSet);
        Add("Entrée en formation", row.EntryOn is { } entry ? FrenchFormat.Date(entry) : null);
        Add("Sortie de formation", row.ExitOn is { } exit ? FrenchFormat.Date(exit) : null);
        Add("Taux de réalisation", row.ExitRate is { } rate ? $"{rate} %{(row.ForceMajeure ? ", force majeure" : "")}" : null);
        Add("Acompte", row.Deposit > 0 ? FrenchFormat.Price(row.Deposit) : null);
        Add("Dû à l’organisme", row.ProviderDue is { } due ? FrenchFormat.Price(due) : null);
        Add("Fin du dossier", row.EndReason);
        Add("Financeur sollicité", row.Funder is { } fund ? $"{fund}, {FrenchFormat.Price(row.FunderCents ?? 0)}" : null);
        return facts;

        void Add(string label, string? value)
        {
            if (value is not null)
                facts.Add(new(label, value));
        }
    }
}
