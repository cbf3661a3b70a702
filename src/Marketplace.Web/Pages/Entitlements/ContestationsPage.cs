using Marketplace.Money.Entitlements;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Npgsql;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>/mon-compte/droits/contestations</c>: disputes the amount of rights, and shows what became of it.</summary>
public static class ContestationsPage
{
    /// <summary>Beyond the text itself, so that one that is a little too long is told so instead of refused.</summary>
    private const int Read = 4 * Contestations.LongestText;

    private static readonly Dictionary<string, string> Sentences = new() { ["envoyee"] = "Votre contestation est reçue. La réponse sera affichée sur cette page." };

    public static async Task<IResult> ShowAsync(
        HttpContext context, NpgsqlDataSource database, Contestations contestations, HolderStore holders, PageRenderer renderer, CancellationToken cancel) =>
        await HistoryPages.HolderAsync(database, context.Person()!.AccountId, cancel) is not null
            ? await PageAsync(context, contestations, renderer, Notice.Done(context.Request, Sentences), "", null, StatusCodes.Status200OK, cancel)
            : await EntitlementPages.NotTiedAsync(context, holders, renderer, cancel);

    public static async Task<IResult> SubmitAsync(
        HttpContext context, Contestations contestations, PageRenderer renderer, CancellationToken cancel)
    {
        var text = (await PostedForm.ReadAsync(context.Request, cancel)).Lines("texte", Read);
        try
        {
            return await contestations.SubmitAsync(context.Person()!.AccountId, text, context.Actor(), cancel) switch
            {
                ContestationOutcome.Sent => Results.Redirect(EntitlementPages.ContestationsPath + "?fait=envoyee"),
                ContestationOutcome.NotTied => Results.Redirect(EntitlementPages.Path),
                _ => await PageAsync(context, contestations, renderer, null, text, text.Length == 0
                    ? "Écrivez quel montant vous contestez, et pourquoi."
                    : $"Votre texte compte {text.Length} caractères : raccourcissez-le à {Contestations.LongestText} au plus.", StatusCodes.Status422UnprocessableEntity, cancel),
            };
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, contestations, renderer, Notice.Error(refused.Message), text, null, StatusCodes.Status409Conflict, cancel);
        }
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, Contestations contestations, PageRenderer renderer, Notice? notice, string typed, string? error, int status, CancellationToken cancel)
    {
        var sent = await contestations.OfAccountAsync(context.Person()!.AccountId, cancel);
        return renderer.Private(context.Request, "entitlements/contestations", new ContestationsModel(
            notice, [.. sent.Select(c => new ContestationRow(c.Text, c.State == ContestationProcess.Answered, c.ReceivedAt, c.Answer, c.AnsweredAt))],
            Contestations.LongestText, typed, error), "Contester un montant", EntitlementPages.Trail, status);
    }
}

/// <summary>Model of <c>pages/entitlements/contestations</c>.</summary>
/// <param name="Error">What is wrong with the text that was typed.</param>
public sealed record ContestationsModel(Notice? Notice, IReadOnlyList<ContestationRow> Sent, int Longest, string Typed, string? Error);

public sealed record ContestationRow(string Text, bool Answered, DateTime ReceivedAt, string? Answer, DateTime? AnsweredAt);
