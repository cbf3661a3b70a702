using Marketplace.Demo;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>The program with a catalogue, and the demo holder with rights that were declared, credited and used.</summary>
public sealed class EntitlementApplication : CatalogueApplication
{
    /// <summary>Years that were credited, last one last.</summary>
    public static IReadOnlyList<int> Years { get; } = [.. Enumerable.Range(DateTime.UtcNow.Year - 5, 5)];

    /// <summary>Annual rights after a part-time year of 600 hours and four full ones: 186.69 + 4 × 500.</summary>
    public const long AnnualCents = 2_186_69;

    public const long DotationCents = 600_00;

    /// <summary>Of a booking that was released again: nothing of it is spent.</summary>
    public const long ReleasedCents = 120_00;

    public long Holder { get; private set; }

    protected override async Task AfterStartAsync()
    {
        await Services.GetRequiredService<DemoPeople>().EnsureAsync(CancellationToken.None);
        await Services.GetRequiredService<DemoRights>().EnsureAsync(CancellationToken.None);
        Holder = await Services.GetRequiredService<NpgsqlDataSource>().InTransactionAsync(UseAsync);
    }

    /// <summary>Gives a holder hours of a public agent, in hundredths.</summary>
    public Task<bool> AddHoursAsync(long holder, long centiHours) =>
        Services.GetRequiredService<NpgsqlDataSource>().InTransactionAsync(async connection =>
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(today));
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.PublicHours));
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.PublicEmployers, "centihour");
        return await LedgerPosting.PostAsync(connection, new LedgerEvent($"hours/{holder}/{centiHours}", holder, today, rules),
            [new Transfer(Natures.Credit, funder, bucket, centiHours, "crediting.public-agent " + (today.Year - 1))]);
    });

    /// <summary>One booking, reserved and released.</summary>
    private async Task<long> UseAsync(NpgsqlConnection connection)
    {
        var person = await Services.GetRequiredService<IdentityVault>()
            .LookupAsync(connection, "nir", DemoPeople.HolderNir, CancellationToken.None);
        var holder = await LedgerAccounts.HolderAsync(connection, person);
        var bucket = (await LedgerAccounts.BucketsAsync(connection, holder)).First(b => b.Terms.Kind == AccountKinds.Annual).Id;
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(today));
        var booking = Guid.NewGuid();
        await BookingLedger.ReserveAsync(
            connection, new AcceptedBooking(booking, holder, ReleasedCents, 0, "jobseeker", null, [(bucket, ReleasedCents)]), today, rules);
        await BookingLedger.ReleaseAsync(connection, new BookingStep(booking, "release", holder, today, rules, "booking.withdrawn"),
            [.. (await BookingLedger.ReservedAsync(connection, booking)).Select(line => (line, line.Remaining))]);
        return holder;
    }
}
