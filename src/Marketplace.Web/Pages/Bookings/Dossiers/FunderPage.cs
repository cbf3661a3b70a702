using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Ledger;
using Marketplace.People.Organisations;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}/financeur</c>: asks a funder for money; the delay to accept waits meanwhile.</summary>
public static class FunderPage
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, OrganisationStore organisations) =>
        dossiers.AnswerAsync(context, id, async dossier => Page(context, dossier, await FormAsync(context, dossier, organisations)));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, OrganisationStore organisations, FunderAnswers funders) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var posted = await context.FormAsync();
            var (form, seen) = ((await FormAsync(context, dossier, organisations)).Read(posted), Shown.Of(posted));
            if (!form.IsValid)
                return Page(context, dossier, form);
            try
            {
                await funders.AskAsync(
                    dossier.Key, seen.Version, form.Fund.Value, form.Amount.Value, form.Keeps.Value == FunderForm.Keep, context.Actor,
                        context.Cancel);
                return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=financeur");
            }
            catch (StaleChangeException)
            {
                return await dossiers.AnswerAsync(context, id, now => StaleDecision.Page(
                    context, seen, AcceptForm.Facts(now), new Crumb("Relire le dossier", BookingAddresses.Dossier.Of(id)),
                    BookingPages.Above(now.Row)));
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
                return Page(context, dossier, form);
            }
        });

    private static async Task<FunderForm> FormAsync(PageContext context, LearnerDossier dossier, OrganisationStore organisations) =>
        new(await organisations.ListAsync(null, FunderForm.Kind, context.Cancel), dossier.Row.Price);

    private static IResult Page(PageContext context, LearnerDossier dossier, FunderForm form)
    {
        var row = dossier.Row;
        return context.Private("bookings/funder", new FunderModel(
            row.Title, row.Price, dossier.Answer?.Plan?.LearnerTotalCents, dossier.May(BookingProcess.AskFunder) && form.HasFunders, form,
            BookingAddresses.AskFunder.Of(row.Id), BookingAddresses.Dossier.Of(row.Id), new Shown(row.Version, AcceptForm.Facts(dossier))),
            "Demander un financement", BookingPages.Above(row), form.Status);
    }
}

/// <summary>Whom, how much, and what without it.</summary>
public sealed class FunderForm(IReadOnlyList<Organisation> funders, long priceCents) : Form
{
    internal const string Kind = "funder";
    internal const string Keep = "oui";

    public ChoiceField Fund { get; } = new("fonds", "Le financeur",
        from funder in funders from siren in funder.Sirets.Select(siret => siret[..9]).Distinct()
        select new Choice(CounterCodes.Fund(Kind, siren), $"{funder.Name} (SIREN {siren})"),
            "Choisissez un financeur.") { Blank = "Sélectionner" };

    public AmountField Amount { get; } = new("montant", "Le montant demandé, en euros", 1, priceCents,
        $"Écrivez un montant en euros, au plus {FrenchFormat.Price(priceCents)}.") { Hint = "Par exemple ce qui resterait à votre charge" };

    public RadioField Keeps { get; } = new("sans", "Si le financeur refuse",
        [new(Keep, "Je décide alors sur la proposition de l’organisme"), new("non", "Je renonce à la formation")],
        "Dites ce que vous ferez si le financeur refuse.");

    public bool HasFunders => funders.Any(funder => funder.Sirets.Count > 0);
}

/// <summary>Model of <c>pages/bookings/funder</c>.</summary>
/// <param name="LearnerCents">What would be the learner's without it; null: no plan.</param>
/// <param name="Open">The process allows asking, and there is somebody to ask.</param>
public sealed record FunderModel(
    string Title, long PriceCents, long? LearnerCents, bool Open, FunderForm Form, string Action, string Back, Shown Shown);
