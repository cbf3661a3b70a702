using Dapper;
using Npgsql;

namespace Marketplace.Money.Dotations;

/// <summary>The states of an order and how they follow each other; nothing else changes <c>dotation_order.state</c>.</summary>
public static class OrderProcess
{
    public const string Draft = "draft";
    public const string AwaitingCash = "awaiting-cash";
    public const string Received = "received";
    public const string Credited = "credited";
    public const string Cancelled = "cancelled";

    public const string Confirm = "confirm";
    public const string Cancel = "cancel";
    public const string Receive = "receive";
    public const string Credit = "credit";

    /// <summary>From, what happens, to. A member confirms and cancels, the bank's entry receives, the program credits.</summary>
    public static readonly IReadOnlyList<(string From, string Event, string To)> Transitions =
    [
        (Draft, Confirm, AwaitingCash),
        (Draft, Cancel, Cancelled),
        (AwaitingCash, Cancel, Cancelled),
        (AwaitingCash, Receive, Received),
        (Received, Credit, Credited),
    ];

    /// <summary>The state that follows, or null: not now.</summary>
    public static string? Next(string state, string @event) => Transitions.FirstOrDefault(t => t.From == state && t.Event == @event).To;

    /// <summary>Moves orders that are in one state, with a line in their organisations' history, in the caller's transaction, which holds their rows.</summary>
    /// <exception cref="InvalidOperationException">The table has no such step, or an order was elsewhere. The transaction is lost.</exception>
    internal static async Task MoveAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> orders, string from, string @event, Guid? actor, CancellationToken cancel)
    {
        if (orders.Count == 0)
            return;
        var to = Next(from, @event) ?? throw new InvalidOperationException($"An order cannot {@event} when it is {from}.");
        var moved = await connection.ExecuteAsync(new CommandDefinition("""
            WITH moved AS (
                UPDATE dotation_order SET state = @to, changed_at = now() WHERE id = ANY (@ids) AND state = @from RETURNING id, organisation_id, total)
            INSERT INTO account_event (organisation_id, actor_id, event, detail)
            SELECT organisation_id, @actor, 'dotation-' || @event, jsonb_build_object('order', id, 'cents', total) FROM moved
            """, new { ids = orders.ToArray(), from, to, @event, actor }, cancellationToken: cancel));
        if (moved != orders.Count)
            throw new InvalidOperationException($"{orders.Count - moved} orders were not {from}.");
    }
}
