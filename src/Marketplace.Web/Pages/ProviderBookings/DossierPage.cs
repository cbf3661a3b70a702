using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Training;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>/of/{organisation}/inscriptions/{id}</c>: one dossier for its provider, with what it may know and what it may do now. Never who
/// pays what, nor what the learner still has.
/// </summary>
public static class DossierPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["accuse"] = "L’accusé de réception est envoyé : vous avez le temps de vérifier les prérequis.",
        ["propose"] = "La proposition est envoyée à la personne.", ["refuse"] = "Le dossier est clos ; la personne en est prévenue.",
        ["annule"] = "L’inscription est annulée : tout est rendu, la personne en est prévenue.",
        ["demande"] = "Le changement de session est demandé à la personne.", ["change"] = "La session est changée.",
        ["reste"] = "Le changement de session n’a pas lieu.", ["entree"] = "L’entrée en formation est déclarée.",
        ["reprise"] = "La déclaration d’entrée est reprise.", ["reponse"] = "Votre réponse à la réclamation est envoyée.",
            ["sortie"] = "La sortie et le service fait sont déclarés.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            ? Page(context, dossier, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK) : Results.NotFound();

    /// <summary>The process does not allow what a page of its own would ask for.</summary>
    internal static IResult Refused(PageContext context, ProviderDossier dossier, string @event) =>
        Page(context, dossier, Notice.Error(dossier.WhyNot(@event)), StatusCodes.Status409Conflict);

    internal static IResult Page(PageContext context, ProviderDossier dossier, Notice? notice, int status)
    {
        var (row, today) = (dossier.Row, dossier.Facts.Today);
        return context.Private("provider-bookings/dossier", new DossierModel(
            dossier.Head, notice, Request(dossier),
            BookingProcess.Agreed.Contains(row.State) ? Contact(row) : null, Amounts(row),
            [.. dossier.View.Deadlines.Select(d => new DossierDeadline(DueWords.Of(d.Event, d.DueAt, today, row.Zone), d.ExtensionReason))],
            DossierActions.Of(dossier), DossierActions.Inline(dossier), dossier.Shown,
            dossier.May(BookingProcess.AgreeMove), dossier.View.Move is not null && dossier.May(BookingProcess.RefuseMove),
            ProviderBookingAddresses.AnswerMove.Of(dossier.Scope.Organisation.Id, row.Id), dossier.Facts.PaymentOpen,
            DocumentAddresses.Provider.Of(dossier.Scope.Organisation.Id, row.Id),
            [.. dossier.View.Events.Where(e => e.Event != BookingProcess.Open).Select(DossierHistoryLine.Of)]),
            $"Dossier {dossier.Number}", dossier.Scope.TrailOfDossier(context.Person), status);
    }

    private static List<FactRow> Request(ProviderDossier dossier)
    {
        var row = dossier.Row;
        var facts = new List<FactRow> { new("Personne", dossier.View.LearnerName),
            new("Session", SessionWords.Of(row.SessionNumber, row.Starts, row.Ends)) };
        if (row.PermanentEntry && row.WishedStart is { } wished)
            facts.Add(new("Début souhaité (entrée permanente)", FrenchFormat.Date(wished)));
        facts.Add(new("Durée", row.Hours is { } hours ? FrenchFormat.Plural(hours, "heure", "heures") : "non précisée"));
        facts.Add(new("Établissement", $"SIRET {row.Siret}"));
        if (row.HasPrerequisites)
            facts.Add(new("Prérequis", "La formation en demande : vérifiez-les avant de proposer"));
        if (row.Message is { Length: > 0 } message)
            facts.Add(new("Message de la personne", BookingProcess.Agreed.Contains(row.State) ? message : ContactMask.Apply(message)));
        if (row.ProposalNote is { Length: > 0 } note)
            facts.Add(new("Votre message", note));
        if (row.EntryOn is { } entry)
            facts.Add(new("Entrée en formation", FrenchFormat.Date(entry)));
        if (row.ExitOn is { } exit)
            facts.Add(new("Sortie de formation", FrenchFormat.Date(exit)));
        if (row.ExitRate is { } rate)
            facts.Add(new("Taux de réalisation", $"{rate} %{(row.ForceMajeure ? ", force majeure" : "")}"));
        if (row.ExitReason is { } reason)
            facts.Add(new("Motif de sortie", ExitDeclaration.Reasons[reason]));
        if (row.EndReason is { } why && Words(why) is { } words)
            facts.Add(new("Motif", words));
        return facts;
    }

    private static string? Words(string reason) =>
        ProviderAnswers.RefusalReasons.GetValueOrDefault(reason) ?? Cancellations.ProviderReasons.GetValueOrDefault(reason);

    private static List<FactRow> Contact(BookingRow row) =>
    [
        new("Adresse électronique", row.ContactEmail ?? "non communiquée"), new("Téléphone", row.ContactPhone ?? "non communiqué"),
    ];

    private static List<FactRow> Amounts(BookingRow row)
    {
        var facts = new List<FactRow> { new("Prix", FrenchFormat.Price(row.Price)) };
        if (row.Price != row.PublishedPrice)
            facts.Add(new("Prix de l’offre", FrenchFormat.Price(row.PublishedPrice)));
        if (row.Deposit > 0)
            facts.Add(new("Acompte", FrenchFormat.Price(row.Deposit)));
        if (row.ProviderDue is { } due)
            facts.Add(new("Dû à votre organisme", FrenchFormat.Price(due)));
        return facts;
    }
}

/// <summary>Model of <c>pages/provider-bookings/dossier</c>.</summary>
/// <param name="Contact">Null: not before acceptance, nor after it has come to nothing.</param>
/// <param name="Buttons">Decisions without a page of their own.</param>
/// <param name="MoveRefusable">A change of session is asked for, by either side.</param>
/// <param name="Paying">The learner is on a card page.</param>
public sealed record DossierModel(
    DossierHead Head, Notice? Notice, IReadOnlyList<FactRow> Request, IReadOnlyList<FactRow>? Contact, IReadOnlyList<FactRow> Amounts,
    IReadOnlyList<DossierDeadline> Deadlines, IReadOnlyList<DossierAction> Links, IReadOnlyList<DossierAction> Buttons, Shown Shown,
    bool MoveAgreeable, bool MoveRefusable, string MoveHref, bool Paying, string DocumentsHref, IReadOnlyList<DossierHistoryLine> History);

/// <param name="Reason">Why it was put off; null: it was not.</param>
public sealed record DossierDeadline(string Text, string? Reason);

/// <summary>A step of a history, without amounts.</summary>
/// <param name="By">The role; empty: the program.</param>
public sealed record DossierHistoryLine(DateTime At, string What, string State, string By)
{
    internal static DossierHistoryLine Of(DossierEvent line) => new(line.At, StateWords.Event(line.Event), StateWords.Label(line.ToState),
        line.Role == Roles.Program ? "" : Roles.Labels.GetValueOrDefault(line.Role, line.Role));
}
