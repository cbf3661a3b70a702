using Marketplace.Money.Entitlements;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/contestations</c>: holders who dispute the amount of their rights; the longest wait first.</summary>
public static class ContestationQueuePage
{
    private static readonly Dictionary<string, string> Sentences = new() { [
        "repondu"] = "La réponse est enregistrée : le titulaire la voit dans son compte." };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Contestations contestations, AccessLog log) =>
        PageAsync(context, contestations, log);

    public static async Task<IResult> AnswerAsync([AsParameters] PageContext context, Contestations contestations, AccessLog log)
    {
        var posted = await context.FormAsync();
        var (id, seen) = (posted.Id("contestation"), Shown.Of(posted));
        var form = new AnswerForm(id, "").Read(posted);
        if (!form.IsValid)
            return await PageAsync(context, contestations, log, form);
        return await contestations.AnswerAsync(id, seen.Version, form.Answer.Value, context.Actor, context.Cancel) switch
        {
            AnswerOutcome.Done => Results.Redirect(OperationsAddresses.Contestations + "?fait=repondu"),
            AnswerOutcome.Unknown => Results.NotFound(),
            _ => await StaleAsync(context, id, seen, form.Answer.Value, contestations, log),
        };
    }

    /// <summary>Somebody else answered: what they said.</summary>
    private static async Task<IResult> StaleAsync(
        PageContext context, Guid id, Shown seen, string written, Contestations contestations, AccessLog log)
    {
        var found = (await contestations.FindAsync(id, context.Cancel))!;
        await log.WriteAsync(context.Actor, [new AccessEntry(Rights.ContestationsAnswer, AccessOperation.LookUp, found.AccountId)],
            context.Cancel);
        IReadOnlyList<FactRow> now = [
            .. Facts(found), .. found.Answer is { } answer ? [new FactRow("Réponse déjà donnée", answer)] : Array.Empty<FactRow>()];
        return StaleDecision.Page(
            context, seen, now, new Crumb("Voir les contestations qui attendent", OperationsAddresses.Contestations),
            [.. OperationsPages.Trail, new Crumb("Contestations", OperationsAddresses.Contestations)], written);
    }

    private static IReadOnlyList<FactRow> Facts(Contestation contestation) =>
        [new("État", ContestationProcess.Table.Label(contestation.State))];

    /// <param name="refused">An answer that has to be mended.</param>
    private static async Task<IResult> PageAsync(
        PageContext context, Contestations contestations, AccessLog log, AnswerForm? refused = null)
    {
        var waiting = await contestations.WaitingAsync(context.Cancel);
        await log.WriteAsync(context.Actor,
            [.. waiting.Select(c => new AccessEntry(Rights.ContestationsList, AccessOperation.LookUp, c.AccountId))], context.Cancel);
        return context.Private("operations/contestations", new ContestationQueueModel(Notice.Done(context.Request, Sentences),
            [.. waiting.Select(c =>
            new ContestationQueueRow(
            c.Id, c.HolderName, c.ReceivedAt, c.Text, new Shown(c.Version, Facts(c)), AnswerForm.Of(c, refused)))]),
            "Contestations", OperationsPages.Trail, refused?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>The answer to one of the contestations of the page.</summary>
public sealed class AnswerForm(Guid contestation, string holder) : Form
{
    private const int Longest = Contestations.LongestText;

    private readonly Guid contestation = contestation;

    public TextAreaField Answer { get; } = new(
        "reponse", $"Réponse à {holder}", text => text.Length is > 0 and <= Longest
        ? null : $"Écrivez une réponse de {Longest} caractères au plus.")
    {
        Hint = $"{Longest} caractères au plus ; affichée dans son compte", MaxLength = Longest, MostRead = 4 * Longest,
            Prefix = contestation.ToString(),
    };

    /// <summary>Empty, or as it came back.</summary>
    internal static AnswerForm Of(Contestation contestation, AnswerForm? refused)
    {
        var form = new AnswerForm(contestation.Id, contestation.HolderName);
        if (refused is { Answer.Error: { } error } && refused.contestation == contestation.Id)
        {
            form.Answer.Typed = refused.Answer.Typed;
            form.Answer.Refuse(error);
        }
        return form;
    }
}

/// <summary>Model of <c>pages/operations/contestations</c>.</summary>
public sealed record ContestationQueueModel(Notice? Notice, IReadOnlyList<ContestationQueueRow> Waiting);

public sealed record ContestationQueueRow(Guid Id, string Name, DateTime ReceivedAt, string Text, Shown Shown, AnswerForm Form);
