using Dapper;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>
/// Asks the provider once about each payment whose time ended without a word from it: a notification that was lost is taken in after
/// all. What cannot be asked within a day the reconciliation finds.
/// </summary>
public sealed class CardInquiry(NpgsqlDataSource database, ICardProvider provider, CardSettlement settlement, TimeProvider clock)
{
    private const int MostAtOnce = 50;

    /// <summary>For a notification that is on its way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    /// <returns>How many had a word to say.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancel);
        var silent = (await connection.QueryAsync<CardPayment>(new CommandDefinition($"""
            {CardPayment.Select} WHERE p.asked_at IS NULL AND p.state IN ('open', 'expired') AND p.provider = @Name
                AND p.hold_until BETWEEN @since AND @until ORDER BY p.hold_until LIMIT {MostAtOnce}
            """, new { provider.Name, since = now - GivenUpAfter, until = now - Patience }, cancellationToken: cancel))).ToList();
        var heard = 0;
        foreach (var payment in silent)
        {
            try
            {
                if (await provider.StatusAsync(payment, cancel) is { } said)
                {
                    await settlement.ReceiveAsync(provider.Name, said, cancel);
                    heard++;
                }
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE card_payment SET asked_at = @now WHERE id = @Id", new { now, payment.Id }, cancellationToken: cancel));
            }
            catch (CardProviderException)
            {
                // Away: the others would only wait too. The next run begins with the same.
                break;
            }
        }
        return heard;
    }
}
