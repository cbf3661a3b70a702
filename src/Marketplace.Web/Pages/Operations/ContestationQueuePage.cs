using Marketplace.Money.Entitlements;
using Marketplace.People.Audit;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/contestations</c>: holders who dispute the amount of their rights; the longest wait first.</summary>
public static class ContestationQueuePage
{
    public const string Path = "/gestion/contestations";

    private static readonly Dictionary<string, string> Sentences = new() { ["repondu"] = "La réponse est enregistrée : le titulaire la voit dans son compte." };

    public static Task<IResult> ShowAsync(HttpContext context, Contestations contestations, AccessLog log, PageRenderer renderer, CancellationToken cancel) =>
        PageAsync(context, contestations, log, renderer, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK, cancel);

    public static async Task<IResult> AnswerAsync(HttpContext context, Contestations contestations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var id = form.Id("contestation");
        var answer = form.Lines("reponse", 4 * Contestations.LongestText);
        var seen = Shown.Of(form);
        if (answer.Length is 0 or > Contestations.LongestText)
            return await PageAsync(context, contestations, log, renderer, Notice.Error($"Écrivez une réponse de {Contestations.LongestText} caractères au plus."), StatusCodes.Status422UnprocessableEntity, cancel);
        return await contestations.AnswerAsync(id, seen.Version, answer, context.Actor(), cancel) switch
        {
            AnswerOutcome.Done => Results.Redirect(Path + "?fait=repondu"),
            AnswerOutcome.Unknown => Results.NotFound(),
            _ => await StaleAsync(context, id, seen, answer, contestations, log, renderer, cancel),
        };
    }

    /// <summary>Somebody else answered: what they said.</summary>
    private static async Task<IResult> StaleAsync(
        HttpContext context, Guid id, Shown seen, string written, Contestations contestations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var found = (await contestations.FindAsync(id, cancel))!;
        await log.WriteAsync(context.Actor(), [new AccessEntry("contestations.answer", AccessOperation.LookUp, found.AccountId)], cancel);
        IReadOnlyList<FactRow> now = [.. Facts(found), .. found.Answer is { } answer ? [new FactRow("Réponse déjà donnée", answer)] : Array.Empty<FactRow>()];
        return StaleDecision.Page(context.Request, renderer, seen, now, new Crumb("Voir les contestations qui attendent", Path), [.. OperationsPages.Trail, new Crumb("Contestations", Path)], written);
    }

    private static IReadOnlyList<FactRow> Facts(Contestation contestation) => [new("État", ContestationProcess.Table.Label(contestation.State))];

    private static async Task<IResult> PageAsync(
        HttpContext context, Contestations contestations, AccessLog log, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        var waiting = await contestations.WaitingAsync(cancel);
        await log.WriteAsync(context.Actor(), [.. waiting.Select(c => new AccessEntry("contestations.list", AccessOperation.LookUp, c.AccountId))], cancel);
        return renderer.Private(context.Request, "operations/contestations", new ContestationQueueModel(notice, Contestations.LongestText,
            [.. waiting.Select(c => new ContestationQueueRow(c.Id, c.HolderName, c.ReceivedAt, c.Text, new Shown(c.Version, Facts(c))))]), "Contestations", OperationsPages.Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/contestations</c>.</summary>
public sealed record ContestationQueueModel(Notice? Notice, int Longest, IReadOnlyList<ContestationQueueRow> Waiting);

public sealed record ContestationQueueRow(Guid Id, string Name, DateTime ReceivedAt, string Text, Shown Shown);
