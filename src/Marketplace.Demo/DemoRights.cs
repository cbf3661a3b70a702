using System.Globalization;
using System.Text;
using Dapper;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Holders;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Demo;

/// <summary>
/// Rights of the demo holder, for trying the program out: years of work that are declared, imported and credited as any
/// other, and an employer's dotation whose money is in the ledger. Only where nothing is declared yet: the crediting
/// batch credits everybody.
/// </summary>
public sealed class DemoRights(NpgsqlDataSource database, IdentityVault vault, RuleBook book, TimeProvider clock)
{
    private const int Years = 5;
    private const string Employer = "999005003";
    private const string Fund = $"employer:{Employer}";
    private const long DotationCents = 600_00;

    /// <returns>Whether something was credited.</returns>
    public async Task<bool> EnsureAsync(CancellationToken cancel)
    {
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            if (await connection.ExecuteScalarAsync<bool>(
                new CommandDefinition("SELECT EXISTS (SELECT FROM activity_declaration)", cancellationToken: cancel)))
                return false;
        }
        // The clock of the demo can be ahead; declarations are of years that are over.
        var last = Math.Min(clock.Today().Year, TimeProvider.System.Today().Year) - 1;
        var years = Enumerable.Range(last - Years + 1, Years).Where(year => year >= RuleBook.Begins.Year).ToList();
        await DeclareAsync(years, cancel);
        var batch = new CreditingBatch(database, book, clock);
        foreach (var year in years)
            await batch.RunAsync(year, cancel: cancel);
        await database.InTransactionAsync(connection => DotateAsync(connection, cancel), cancel);
        return true;
    }

    /// <summary>Part-time in the first year, full-time since.</summary>
    private async Task DeclareAsync(List<int> years, CancellationToken cancel)
    {
        var csv = Encoding.UTF8.GetBytes(string.Join('\n', ["nir;siren;annee;regime;base;quantite",
            .. years.Select(year =>
            string.Create(CultureInfo.InvariantCulture,
            $"{DemoPeople.HolderNir};{Employer};{year};salarie;heures;{(year == years[0] ? 600 : 1607)}"))]));
        var report = await new DeclarationImport(vault)
            .RunAsync(database, [new ReferenceInput("declarations", () => new MemoryStream(csv))], dryRun: false, cancel: cancel);
        if (report.ExitStatus != 0)
            throw new InvalidOperationException("The demo's declarations were refused.");
    }

    private async Task DotateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var today = clock.Today();
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var person = await vault.LookupAsync(connection, HolderNir.Kind, DemoPeople.HolderNir, cancel);
        var holder = await LedgerAccounts.HolderAsync(connection, person, cancel);
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, Fund, cancel: cancel);
        var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank, cancel: cancel);
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(
            AccountKinds.Dotation, "employer-voluntary", Fund, UsableUntil: new DateOnly(today.Year + 1, 12, 31), RefundRest: true),
            cancel);
        await LedgerPosting.PostAsync(connection, new LedgerEvent("demo/dotation/receive", null, today, rules),
            [new Transfer(Natures.Receive, cash, funder, DotationCents, "dotation.received")], cancel);
        await LedgerPosting.PostAsync(connection, new LedgerEvent("demo/dotation/credit", holder, today, rules),
            [new Transfer(Natures.Credit, funder, bucket, DotationCents, "dotation.credited")], cancel);
    }
}
