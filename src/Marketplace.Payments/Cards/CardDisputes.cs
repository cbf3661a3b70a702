using Dapper;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>Disputes of cardholders, as the provider tells them.</summary>
internal static class CardDisputes
{
    public static Task NoteAsync(
        NpgsqlConnection connection, CardPayment payment, CardNotification said, DateTimeOffset now, CancellationToken cancel) =>
        connection.ExecuteAsync(said.Event == CardEvent.Disputed
            ? new CommandDefinition("INSERT INTO card_dispute (payment, amount, opened_at) VALUES (@Id, @amount, @now)",
                new { payment.Id, amount = said.AmountCents ?? payment.AmountCents, now }, cancellationToken: cancel)
            : new CommandDefinition("UPDATE card_dispute SET closed_at = @now, won = @won WHERE payment = @Id AND closed_at IS NULL",
                new { payment.Id, won = said.Event == CardEvent.DisputeWon, now }, cancellationToken: cancel));
}
