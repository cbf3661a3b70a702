using Marketplace.Money.Entitlements;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Npgsql;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>/mon-compte/droits/contestations</c>: disputes the amount of rights, and shows what became of it.</summary>
public static class ContestationsPage
{
    private static readonly Dictionary<string, string> Sentences = new() { [
        "envoyee"] = "Votre contestation est reçue. La réponse sera affichée sur cette page." };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, NpgsqlDataSource database, Contestations contestations, HolderStore holders) =>
        await HistoryPages.HolderAsync(database, context.Person.AccountId, context.Cancel) is not null
            ? await PageAsync(context, contestations, new ContestationForm())
            : await EntitlementPages.NotTiedAsync(context, holders);

    public static async Task<IResult> SubmitAsync([AsParameters] PageContext context, Contestations contestations)
    {
        var form = await context.ReadAsync(new ContestationForm());
        if (form.IsValid)
        {
            try
            {
                return await contestations.SubmitAsync(
                    context.Person.AccountId, form.Text.Value, context.Actor, context.Cancel) == ContestationOutcome.Sent
                    ? Results.Redirect(EntitlementAddresses.Contestations + "?fait=envoyee")
                    : Results.Redirect(EntitlementAddresses.Overview);
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        }
        return await PageAsync(context, contestations, form);
    }

    private static async Task<IResult> PageAsync(PageContext context, Contestations contestations, ContestationForm form)
    {
        var sent = await contestations.OfAccountAsync(context.Person.AccountId, context.Cancel);
        return context.Private("entitlements/contestations", new ContestationsModel(Notice.Done(context.Request, Sentences),
            [.. sent.Select(c =>
            new ContestationRow(c.Text, c.State == ContestationProcess.Answered, c.ReceivedAt, c.Answer, c.AnsweredAt))], form),
            "Contester un montant", EntitlementPages.Trail, form.Status);
    }
}

/// <summary>Which amount is disputed, and why.</summary>
public sealed class ContestationForm : Form
{
    private const int Longest = Contestations.LongestText;

    public TextAreaField Text { get; } = new("texte", "Votre contestation", text => text.Length switch
    {
        0 => "Écrivez quel montant vous contestez, et pourquoi.",
        > Longest => $"Votre texte compte {text.Length} caractères : raccourcissez-le à {Longest} au plus.",
        _ => null,
    })
    {
        Hint = $"Dites quel montant, de quelle année, et pourquoi. {Longest} caractères au plus ; n’écrivez pas votre numéro de sécurité sociale.",
        MaxLength = Longest, MostRead = 4 * Longest, Rows = 6,
    };
}

/// <summary>Model of <c>pages/entitlements/contestations</c>.</summary>
public sealed record ContestationsModel(Notice? Notice, IReadOnlyList<ContestationRow> Sent, ContestationForm Form);

public sealed record ContestationRow(string Text, bool Answered, DateTime ReceivedAt, string? Answer, DateTime? AnsweredAt);
