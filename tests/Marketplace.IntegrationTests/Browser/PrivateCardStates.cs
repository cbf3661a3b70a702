using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Reconciliation;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Payments by card in the states that pages show: one is open, one waits for an operator in every way.</summary>
internal static class PrivateCardStates
{
    /// <returns>The open payment.</returns>
    public static async Task<Guid> AddAsync(IServiceProvider services, Guid account)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var payments = services.GetRequiredService<CardPayments>();
        var provider = services.GetRequiredService<ICardProvider>();
        var settlement = services.GetRequiredService<CardSettlement>();
        var (open, paid) = (await OpenAsync(), await OpenAsync());
        foreach (var payment in new[] { open, paid })
            await services.GetRequiredService<SandboxDesk>().OpenAsync(
                (await payments.PageAsync(payment, new Uri("http://localhost")))!.Fields.ToDictionary(f => f.Key, f => f.Value),
                CancellationToken.None);
        foreach (var (said, cents) in new[] { (CardEvent.Paid, 12_344L), (CardEvent.Paid, 12_345L), (CardEvent.Disputed, 12_345L) })
            await settlement.ReceiveAsync(
                provider.Name, new CardNotification($"{paid}/{said}/{cents}", $"{paid:N}", said, "T", cents, "EUR"));
        await using (var connection = await source.OpenConnectionAsync())
            await connection.ExecuteAsync("UPDATE card_refund SET state = 'set-aside', problem = 'Carte expirée.'");
        // Nobody paid at the sandbox itself, which the comparison finds.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        foreach (var day in new[] { today, today.AddDays(1) })
            await services.GetRequiredService<CardReconciliation>().RunAsync(day);
        return open;

        Task<Guid> OpenAsync() => source.InTransactionAsync(async connection => await payments.OpenAsync(connection, new CardOrder(
            Guid.NewGuid(), account, await LedgerAccounts.HolderAsync(connection, account.ToByteArray()), 12_345,
            TimeProvider.System.GetUtcNow().AddDays(2), "Reste à payer de votre inscription")));
    }
}
