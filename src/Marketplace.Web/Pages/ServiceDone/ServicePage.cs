using Marketplace.Bookings.Control;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Bookings;
using Marketplace.Web.Pages.Bookings.Dossiers;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary><c>/inscriptions/{id}/service-fait</c>: the learner says whether what the provider declared is so.</summary>
public static class ServicePage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["confirme"] = "Merci : votre réponse est enregistrée.",
        ["conteste"] = "Votre contestation est envoyée : un agent examine le dossier, rien n’est validé d’ici là.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers) =>
        dossiers.AnswerAsync(context, id,
            dossier => Page(context, dossier.Row, Notice.Done(context.Request, Sentences), new DisputeForm()));

    public static Task<IResult> ConfirmAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, LearnerWord word) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var seen = Shown.Of(await context.FormAsync());
            return await TakeAsync(context, id, dossiers, dossier.Row, "confirme", null,
                () => word.ConfirmAsync(dossier.Key, seen.Version, context.Actor, context.Cancel));
        });

    public static Task<IResult> DisputeAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, LearnerWord word) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var posted = await context.FormAsync();
            var (form, seen) = (new DisputeForm().Read(posted), Shown.Of(posted));
            return !form.IsValid ? Page(context, dossier.Row, null, form)
                : await TakeAsync(context, id, dossiers, dossier.Row, "conteste", form,
                    () => word.DisputeAsync(dossier.Key, seen.Version, form.Text.Value, context.Actor, context.Cancel));
        });

    private static async Task<IResult> TakeAsync(
        PageContext context, Guid id, LearnerDossiers dossiers, BookingRow row, string done, DisputeForm? form, Func<Task> take)
    {
        try
        {
            await take();
            return Results.Redirect($"{ControlAddresses.Learner.Of(id)}?fait={done}");
        }
        catch (Exception refused) when (refused is ProcessRefusedException or StaleChangeException)
        {
            return await dossiers.AnswerAsync(context, id, now => Page(context, now.Row, Notice.Error(refused is StaleChangeException
                ? "Le dossier a changé depuis que vous l’avez lu : relisez-le, puis répondez." : refused.Message),
                    form ?? new DisputeForm(),
                StatusCodes.Status409Conflict));
        }
    }

    private static IResult Page(PageContext context, BookingRow row, Notice? notice, DisputeForm form, int? status = null) =>
        context.Private("controls/service", new ServiceModel(notice, row.Title, Facts(row), LearnerWord.WhyNot(row),
            row.AttendeeState switch { LearnerWord.Confirmed => "Vous avez confirmé.", LearnerWord.Disputed => "Vous avez contesté.",
            _ => null },
            form, new Shown(row.Version, Facts(row)), ControlAddresses.Learner.Of(row.Id), ControlAddresses.LearnerDispute.Of(row.Id),
            BookingAddresses.Dossier.Of(row.Id)), "Le service fait", BookingPages.Above(row), status ?? form.Status);

    private static List<FactRow> Facts(BookingRow row)
    {
        var facts = new List<FactRow>();
        if (row.EntryOn is { } entry)
            facts.Add(new("Entrée en formation", FrenchFormat.Date(entry)));
        if (row.ExitOn is { } exit)
            facts.Add(new("Sortie de formation", FrenchFormat.Date(exit)));
        if (row.ExitRate is { } rate)
            facts.Add(new("Taux de réalisation déclaré", $"{rate}{FrenchFormat.NoBreakSpace}%"));
        if (row.ExitReason is { } reason)
            facts.Add(new("Motif déclaré", ExitDeclaration.Reasons[reason]));
        return facts;
    }
}

/// <summary>Why it was not as declared.</summary>
public sealed class DisputeForm : Form
{
    public TextAreaField Text { get; } = ControlWords.Text("Ce qui n’est pas exact");
}

/// <summary>Model of <c>pages/controls/service</c>.</summary>
/// <param name="WhyNot">Why nothing can be said now; null: it can.</param>
/// <param name="Said">What was said; null: nothing yet.</param>
public sealed record ServiceModel(
    Notice? Notice, string Title, IReadOnlyList<FactRow> Facts, string? WhyNot, string? Said, DisputeForm Form, Shown Shown,
    string ConfirmHref,
    string DisputeHref, string Back);
