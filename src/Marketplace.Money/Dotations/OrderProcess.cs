using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Money.Dotations;

/// <summary>What the process of an order asks about one.</summary>
/// <param name="IsCurrent">Rules and last days are those under which the file was read.</param>
/// <param name="HasLabel">The company has a label left for today.</param>
/// <param name="IsExact">The money is the order's very amount.</param>
public sealed record OrderFacts(bool IsCurrent = true, bool HasLabel = true, bool IsExact = true);

/// <summary>The states of an order and how they follow each other; nothing else changes <c>dotation_order.state</c>.</summary>
public static class OrderProcess
{
    public const string Draft = "draft";
    public const string AwaitingCash = "awaiting-cash";
    public const string Received = "received";
    public const string Credited = "credited";
    public const string Cancelled = "cancelled";

    public const string HandIn = "hand-in";
    public const string Confirm = "confirm";
    public const string Cancel = "cancel";
    public const string Receive = "receive";
    public const string Credit = "credit";

    private const string History = "l’historique de l’organisation";

    private static readonly StateColumn Column = new("dotation_order", "id");

    private static readonly ProcessGuard<OrderFacts> Current = new("règles et dates limites inchangées depuis le dépôt", f => f.IsCurrent,
        "Une règle ou une date limite a changé depuis le dépôt du fichier : annulez cette commande et déposez le fichier de nouveau.");

    private static readonly ProcessGuard<OrderFacts> LabelLeft = new("il reste un libellé au SIREN pour ce jour", f => f.HasLabel,
        "Trop de commandes ont été validées aujourd’hui pour ce SIREN : recommencez demain.");

    private static readonly ProcessGuard<OrderFacts> Exact = new(
        "montant exact", f => f.IsExact, "Cette commande n’attend pas ce montant.");

    public static readonly Process<string, string, OrderFacts> Table = new(
        new("dotation-order", "Commande de droits", "Cette commande"), RightsTable.Current.ForProcesses,
        [
            new(Draft, "À valider"), new(AwaitingCash, "Virement attendu"), new(Received, "Argent reçu, inscription en cours"),
            new(Credited, "Inscrite sur les comptes"), new(Cancelled, "Annulée"),
        ],
        [
            new(HandIn, "la déposer"), new(Confirm, "la valider"), new(Cancel, "l’annuler"), new(Receive, "recevoir son argent"),
                new(Credit, "l’inscrire sur les comptes"),
        ],
        [
            new([], HandIn, Draft) { Begins = true, Right = Rights.DotationsOrder, Effect = History },
            new([Draft], Confirm, AwaitingCash) { Right = Rights.DotationsOrder, Guards = [Current, LabelLeft],
            Effect = $"le libellé du virement, {History}" },
            new([Draft, AwaitingCash], Cancel, Cancelled) { Right = Rights.DotationsOrder,
            Effect = $"les bénéficiaires sont oubliés, {History}" },
            new([AwaitingCash], Receive, Received) { Guards = [Exact], Effect = $"grand livre : de la banque au fonds, {History}" },
            new([AwaitingCash], Receive, Received) { Right = Rights.BankEntriesDecide, Guards = [Exact],
            Effect = $"grand livre : de l’argent en attente au fonds, {History}" },
            new([Received], Credit, Credited) { Effect = $"toutes les parts sont au grand livre, {History}" },
        ]);

    /// <summary>Moves orders, with a line in their organisations' history, in the caller's transaction, which holds their rows.</summary>
    /// <exception cref="InvalidOperationException">An order was elsewhere. The transaction is lost.</exception>
    internal static async Task MoveAsync(
        NpgsqlConnection connection, Step<string, string, OrderFacts> step, IReadOnlyCollection<Guid> orders, Guid? actor,
        CancellationToken cancel, string? set = null, object? values = null)
    {
        await Column.MoveAsync(connection, step, orders, cancel, set, values);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO account_event (organisation_id, actor_id, event, detail)
            SELECT organisation_id, @actor, 'dotation-' || @Event, jsonb_build_object('order', id, 'cents', total) FROM dotation_order WHERE id = ANY (@ids)
            """, new { ids = orders.ToArray(), step.Row.Event, actor }, cancellationToken: cancel));
    }
}
