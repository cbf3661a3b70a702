using Dapper;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Search;
using Marketplace.Testing;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Indexing;

/// <summary>Search finds an action as open, and shows the next session, exactly where the page of the action does.</summary>
public sealed class EnrolmentAgreementTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Siret = "99900000000018";
    private static readonly DateOnly Today = new(2027, 3, 10);
    private static readonly DateOnly?[] Days = [null, Today.AddDays(-1), Today, Today.AddDays(1)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Search_OverDocuments_SaysWhatTheRuleSays(bool permanent)
    {
        var cancel = TestContext.Current.CancellationToken;
        var number = permanent ? "PERMANENT" : "DATED";
        await PublishAsync(number, permanent);
        var id = PublicId.Of(Siret, number, "A1");
        var record = (await new ActionPageQuery(database.Source).FindAsync(id, cancel))!;
        var reference = await new ReferenceDataStore(database.Source).OpenAsync(cancel);
        var document = new DocumentBuilder(reference)
            .Change((await new ActionRows(database.Source).ByPublicIdsAsync([id], cancel)).Single()).Document!;
        var query = new SearchQuery { Today = Today };

        Assert.Equal(Days.Length * Days.Length * 2 * 3, document.Sessions.Count);
        Assert.Equal(
            record.Sessions.Where(s => record.IsAvailable(s, Today)).Select(s => s.Session.Number).Order(StringComparer.Ordinal),
            document.Sessions.Where(s => SessionRules.Fits(document, s, query)).Select(s => s.Number).Order(StringComparer.Ordinal));
        Assert.Equal(
            record.Sessions.Select(s => (s.Session.Number, s.SeatsLeft)).Order(),
            document.Sessions.Select(s => (s.Number, s.SeatsLeft)).Order());
        foreach (var first in document.Sessions)
            foreach (var second in document.Sessions)
            {
                bool IsOne(string session) => session == first.Number || session == second.Number;
                Assert.Equal(
                    (record with { Sessions = [.. record.Sessions.Where(s => IsOne(s.Session.Number))] })
                    .NextSession(Today)?.Session.Number,
                    SessionRules.Next(document with { Sessions = [.. document.Sessions.Where(s => IsOne(s.Number))] }, query)?.Number);
            }
    }

    /// <summary>An action with a session of each kind: first day, end, open or not, seats unknown, left or all taken.</summary>
    private async Task PublishAsync(string offer, bool permanent)
    {
        var cancel = TestContext.Current.CancellationToken;
        var kinds = (from start in Days from end in Days from open in new[] { false, true } from seats in new int?[] { null, 0, 1 } select (
            start, end, open, seats)).ToList();
        var sessions = kinds.Select((kind, i) => Session($"S{i:D3}") with { Start = kind.start, End = kind.end, Open = kind.open })
            .ToArray();
        var capacities = sessions.Zip(kinds).Where(s => s.Second.seats is not null).ToDictionary(s => s.First.Number, _ => 1);
        await using (var import = await CatalogueImport.BeginAsync(database.Source, Siret, cancel))
        {
            await import.AddAsync(
                new AcceptedOffer(Offer(offer),
                [Accepted(Action() with { PermanentEntry = permanent }, sessions) with { Capacities = capacities }]), cancel);
            await import.CommitAsync(complete: false, cancel);
        }
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("UPDATE session SET seats_taken = 1 WHERE number = ANY(@full)",
            new { full = sessions.Zip(kinds).Where(s => s.Second.seats == 0).Select(s => s.First.Number).ToArray() });
    }
}
