using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>Payments to providers in the ledger, each once: the key is the transfer's.</summary>
public sealed class PayoutLedger(RuleBook book, TimeProvider clock)
{
    /// <summary>The bank has executed transfers: from what is owed to the money at the bank.</summary>
    public Task PayAsync(NpgsqlConnection connection, IReadOnlyList<SentTransfer> transfers, CancellationToken cancel) =>
        PostAsync(connection, transfers, "pay",
            (cents, provider, bank) => new Transfer(Natures.Pay, provider, bank, cents, "payout.executed"), cancel);

    /// <summary>Transfers came back: owed again.</summary>
    public Task RepayAsync(NpgsqlConnection connection, IReadOnlyList<SentTransfer> transfers, CancellationToken cancel) =>
        PostAsync(connection, transfers, "return",
            (cents, provider, bank) => new Transfer(Natures.Repay, bank, provider, cents, "payout.returned"), cancel);

    private async Task PostAsync(
        NpgsqlConnection connection, IReadOnlyList<SentTransfer> transfers, string step,
        Func<long, long, long, Transfer> line, CancellationToken cancel)
    {
        var today = clock.Today();
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var bank = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank, cancel: cancel);
        var providers = (await connection.QueryAsync<(string Siret, long Id)>(new CommandDefinition("""
            SELECT code, id FROM ledger_account WHERE kind = 'provider' AND holder IS NULL AND unit = 'cent' AND code = ANY (@sirets)
            """, new { sirets = transfers.Select(t => t.Siret).Distinct().ToArray() }, commandTimeout: 0, cancellationToken: cancel)))
            .ToDictionary(p => p.Siret, p => p.Id);
        await LedgerPosting.PostManyAsync(connection,
            [.. transfers.Select(t => ($"payout/{t.Id:N}/{step}", (long?)null, line(t.Cents, providers[t.Siret], bank), rules))], today,
            cancel);
    }
}
