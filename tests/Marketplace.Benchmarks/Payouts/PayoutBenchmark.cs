using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Bookings;
using Marketplace.Catalogue.Offers;
using Marketplace.Payments.BankDetails;
using Marketplace.Payments.BankFiles;
using Marketplace.Payments.Payouts;
using Marketplace.People.Access;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Benchmarks.Payouts;

/// <summary>
/// Invoices of many providers into files for the bank: a batch prepared, then approved, with the dossiers that follow. The bound to hold:
/// 250,000 in five minutes.
/// </summary>
internal static class PayoutBenchmark
{
    private const int InvoicesPerProvider = 20;

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int invoices, CancellationToken cancel)
    {
        await using var database = await TestDatabase.CreateAsync();
        var keys = new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] });
        await using var services = new ServiceCollection().AddSingleton(database.Source).AddSingleton(TimeProvider.System)
            .AddSingleton(keys)
            .AddSingleton<IdentityVault>()
            .AddSingleton(new PayoutSettings(new PayoutDebtor("Caisse des Dépôts", "FR1420041010050500013M02606", null)))
            .AddBookings().AddPayouts().BuildServiceProvider();
        var (preparer, approver) = await FillAsync(database.Source, services.GetRequiredService<IdentityVault>(), invoices, cancel);

        var begun = Stopwatch.GetTimestamp();
        var batch = await services.GetRequiredService<PayoutPreparing>().PrepareAsync(preparer, cancel);
        var prepared = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await services.GetRequiredService<PayoutApproving>().ApproveAsync(batch.Id, null, approver, cancel);
        var whole = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        var sent = await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM payable WHERE state = 'sent'");
        if (sent != invoices)
            throw new InvalidOperationException($"{sent} of {invoices} invoices are in the files.");
        var work = string.Create(CultureInfo.InvariantCulture, $"{invoices:N0} invoices, {batch.Transfers:N0} transfers");
        return
        [
            BenchmarkRow.OfTimes($"{work}: batch prepared", "s", [prepared], null),
            BenchmarkRow.OfTimes($"{work}: prepared, approved, files kept", "s", [whole], null),
        ];
    }

    private static async Task<(Actor Preparer, Actor Approver)> FillAsync(
        NpgsqlDataSource database, IdentityVault vault, int invoices, CancellationToken cancel)
    {
        const string siret = "50000000000000";
        await using (var import = await CatalogueImport.BeginAsync(database, siret, cancel))
        {
            await import.AddAsync(new AcceptedOffer(
                TestOffers.Offer(), [TestOffers.Accepted(TestOffers.Action(), TestOffers.Session("S1", new DateOnly(2027, 2, 1)))]),
                cancel);
            await import.CommitAsync(true, cancel);
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        var agents = (await connection.QueryAsync<Guid>("""
            INSERT INTO account (kind, email) SELECT 'operator', 'agent' || n || '@service.example' FROM generate_series(1, 2) n RETURNING id
            """)).ToList();
        var providers = Math.Max(invoices / InvoicesPerProvider, 1);
        await connection.ExecuteAsync(new CommandDefinition("""
            WITH holder AS (INSERT INTO ledger_holder (person) VALUES ('\x00') RETURNING id)
            INSERT INTO booking (id, account_id, state, billing_state, siret, provider_name, action_id, public_id, session_id, session_number, title, certification_code,
                certification_type, offer_kind, modality, zone, permanent_entry, has_prerequisites, published_price, price, requested_at, accepted_on, rule_set, holder, provider_due, created_at)
            SELECT gen_random_uuid(), @agent, 'service-validated', 'billed', '5' || lpad((n % @providers)::text, 13, '0'), 'Centre', s.action_id, 'a', s.id, 'S1', 'Cuisine', 'RNCP1',
                'rncp', 'other', 'in-person', 'metropole', false, false, 150000, 150000, now(), current_date, 'rules', holder.id, 150000, now()
            FROM holder, session s, generate_series(1, @invoices) n;
            INSERT INTO payable (id, key, siret, kind, booking, reference, amount, state, due_on, created_at)
            SELECT gen_random_uuid(), 'invoice/' || id, siret, 'invoice', id, 'F-' || number, 100000 + number % 50000, 'waiting', current_date + 30, now() FROM booking;
            ANALYZE;
            """, new { agent = agents[0], providers, invoices }, commandTimeout: 0, cancellationToken: cancel));
        var organisation = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES ('provider', 'Centre') RETURNING id");
        for (var n = 0; n < providers; n++)
        {
            var account = new BankAccount("FR7630006000011234567890189", "AGRIFRPP882", $"Centre {n}", "compta@centre.example");
            var entry = await vault.StoreAsync(connection, "bank-details", JsonSerializer.SerializeToUtf8Bytes(account), null, cancel);
            await connection.ExecuteAsync("""
                INSERT INTO bank_details (id, siret, organisation_id, state, entry, country, ending, asked_by, asked_at, takes_effect_at, effective_at, stop_hash, epoch)
                VALUES (gen_random_uuid(), @siret, @organisation, 'effective', @entry, 'FR', '0189', @agent, now(), now() + interval '1 day', now(), @hash, gen_random_uuid())
                """, new { siret = $"5{n:0000000000000}", organisation, entry, agent = agents[0], hash = RandomNumberGenerator.GetBytes(32) });
        }
        return (new Actor(agents[0], "operator-payments"), new Actor(agents[1], "operator-payments"));
    }
}
