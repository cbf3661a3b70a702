using System.Globalization;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Funders;

/// <summary><c>/financeurs/{organisation}/demandes/{id}</c>: one request, granted in all or in part, or refused.</summary>
public sealed class FundingRequestPage(
    OrganisationStore store, FundingRequests requests, FunderAnswers answers, AccessLog log, TimeProvider clock)
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["accorde"] = "Le financement est accordé : la personne décide maintenant sur la proposition.",
            ["refuse"] = "La demande est refusée.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid organisation, Guid id, FundingRequestPage page) =>
        page.WithAsync(context, organisation, id,
            (found, request) => page.PageAsync(context, found, request, new GrantForm(request), new RefusalNoteForm()));

    public static Task<IResult> GrantAsync([AsParameters] PageContext context, Guid organisation, Guid id, FundingRequestPage page) =>
        page.WithAsync(context, organisation, id, async (found, request) =>
        {
            var posted = await context.FormAsync();
            var (form, seen) = (new GrantForm(request).Read(posted), Shown.Of(posted));
            return !form.IsValid ? await page.PageAsync(context, found, request, form, new RefusalNoteForm()) : await page.DecideAsync(
                context, found, request, seen, () => page.Answers.GrantAsync(
                    Key(request), seen.Version, form.Amount.Value, form.Kind.Value, context.Actor, context.Cancel), "accorde", form);
        });

    public static Task<IResult> RefuseAsync([AsParameters] PageContext context, Guid organisation, Guid id, FundingRequestPage page) =>
        page.WithAsync(context, organisation, id, async (found, request) =>
        {
            var posted = await context.FormAsync();
            var (form, seen) = (new RefusalNoteForm().Read(posted), Shown.Of(posted));
            return !form.IsValid ? await page.PageAsync(context, found, request, new GrantForm(request), form) : await page.DecideAsync(
                context, found, request, seen, () => page.Answers.RefuseAsync(
                    Key(request), seen.Version, form.Note.IsEmpty ? null : form.Note.Value, context.Actor, context.Cancel), "refuse",
                    new GrantForm(request));
        });

    private FunderAnswers Answers => answers;

    private static DossierKey Key(FundingRequest request) => DossierKey.OfFunder(request.Id, request.Funder);

    /// <summary>Finds the request among those of the organisation's funds, and logs the look-up.</summary>
    private async Task<IResult> WithAsync(
        PageContext context, Guid organisation, Guid id, Func<Organisation, FundingRequest, Task<IResult>> answer)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found
            || await requests.FindAsync(FundingRequestsPage.Funds(found), id, context.Cancel) is not { } request)
            return Results.NotFound();
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.BookingsFundingAnswer, AccessOperation.LookUp, request.AccountId, $"booking:{id}"), context.Cancel);
        return await answer(found, request);
    }

    private Task<IResult> DecideAsync(
        PageContext context, Organisation found, FundingRequest request, Shown seen, Func<Task> decide, string done, GrantForm form) =>
        Deciding.TakeAsync(decide, FundingAddresses.Request.Of(found.Id, request.Id) + $"?fait={done}",
            async () => await requests.FindAsync([request.Funder], request.Id, context.Cancel) is { } now
                ? StaleDecision.Page(context, seen, Facts(now), new Crumb("Relire la demande, puis décider de nouveau",
                    FundingAddresses.Request.Of(found.Id, request.Id)), Trail(context, found)) : Results.NotFound(),
            async why =>
            {
                form.Refuse(why, StatusCodes.Status409Conflict);
                return await PageAsync(context, found, request, form, new RefusalNoteForm());
            });

    private static IReadOnlyList<FactRow> Facts(FundingRequest request) =>
    [
        new("État", FundingRequestsPage.State(request)), new("Montant demandé", FrenchFormat.Price(request.Cents)),
        new("Prix de la formation", FrenchFormat.Price(request.Price)),
        new("Dates", request is { Starts: { } starts, Ends: { } ends }
        ? $"du {FrenchFormat.Date(starts)} au {FrenchFormat.Date(ends)}" : "à fixer"),
    ];

    private static IReadOnlyList<Crumb> Trail(PageContext context, Organisation found) =>
        [.. OrderWords.Trail(context.Person, found, belowList: false),
            new Crumb("Demandes de financement", FundingAddresses.List.Of(found.Id))];

    private async Task<IResult> PageAsync(
        PageContext context, Organisation found, FundingRequest request, GrantForm grant, RefusalNoteForm refusal)
    {
        var (organisation, id) = (found.Id, request.Id);
        return context.Private("funders/request", new FundingRequestModel(
            Notice.Done(context.Request, Sentences), BookingNumber.Text(request.Number), request.Title,
            [new("Personne", request.LearnerName), new("Organisme de formation", request.ProviderName), .. Facts(request)],
            FundingRequestsPage.Due(request, clock.Today()), await requests.BalanceAsync(request.Funder, context.Cancel),
            BookingProcess.Table.Allows(request.State, BookingProcess.FunderGrants, context.Actor.Role),
            FundingAddresses.Grant.Of(organisation, id),
            FundingAddresses.Refuse.Of(organisation, id), grant, refusal, new Shown(request.Version, Facts(request))),
            "Demande de financement",
            Trail(context, found), grant.IsValid ? refusal.Status : grant.Status);
    }
}

/// <summary>How much of what was asked for is granted, and as what.</summary>
public sealed class GrantForm(FundingRequest request) : Form
{
    public AmountField Amount { get; } = new("montant", "Montant accordé, en euros", 1, request.Cents,
        $"Écrivez un montant en euros, au plus {FrenchFormat.Price(request.Cents)}.")
    {
        Typed = (request.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','),
    };

    public ChoiceField Kind { get; } = new("genre", "Vous financez en tant que",
        RuleWords.TopUps.Where(OrderWords.TopUps.ContainsKey).Select(kind => new Choice(kind, OrderWords.TopUps[kind])),
        "Choisissez en tant que quoi vous financez.") { Blank = "Choisir" };
}

/// <summary>A refusal, with what the funder keeps of why.</summary>
public sealed class RefusalNoteForm : Form
{
    private const int Longest = 500;

    public TextAreaField Note { get; } = new("message", "Message à la personne",
        text => text.Length <= Longest ? null : $"Écrivez {Longest} caractères au plus.")
    {
        Required = false, MaxLength = Longest, MostRead = 4 * Longest, Hint = $"{Longest} caractères au plus",
    };
}

/// <summary>Model of <c>pages/funders/request</c>.</summary>
/// <param name="Due">Empty: no answer is waited for.</param>
/// <param name="FundCents">In the fund that was asked.</param>
/// <param name="Open">It may be answered.</param>
public sealed record FundingRequestModel(
    Notice? Notice, string Number, string Title, IReadOnlyList<FactRow> Facts, string Due, long FundCents, bool Open, string GrantHref,
    string RefuseHref,
    GrantForm Grant, RefusalNoteForm Refusal, Shown Shown);
