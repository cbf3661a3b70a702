using Marketplace.IntegrationTests.Access;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>Every page that the table says is logged leaves its line.</summary>
public sealed class LookUpLinesTests(WalkApplication application) : IClassFixture<WalkApplication>
{
    private readonly RightsFile _file = RightsFile.Read();

    [Fact]
    public async Task Page_WhoseRightIsLogged_LeavesOneLineThatSaysWhoInWhichRoleForWhomAndAboutWhom()
    {
        var visited = 0;
        foreach (var line in _file.Lines.Where(line => line.Logged && line.Relation != "aucune"))
            foreach (var route in SiteRoutes.All(application).Where(route => route.Method == "GET" && route.Action == line.Action
                && !route.TakesToken && !route.TakesKey))
            {
                var (walker, organisation, holder) = Find(line, route);
                var end = await StoredLog.EndAsync(application);
                (await walker.Browser.GetAsync(route.Path(organisation, holder))).Dispose();
                var left = await StoredLog.OfSessionAsync(application, walker.Browser.Session, end);

                var subject = holder ?? (line.Relation == "soi" ? walker.Asker.Account : null);
                var behalf = line.Relation is "organisation" or "accord" ? organisation : null;
                var reason = line.Reason && holder is not null ? "Demande du titulaire" : null;
                var expected = new LogLine(
                    walker.Asker.Account, line.Role, behalf, line.Action, "look-up", subject, organisation is { } of
                    ? $"organisation:{of}" : null, reason);
                Assert.Equal(expected, Assert.Single(left, l => l.Subject == subject && l.Object == expected.Object));
                // Lists name, besides, whom they showed; as the same person in the same role.
                Assert.All(left, l => Assert.Equal(expected, l with { Subject = expected.Subject, Object = expected.Object }));
                if (subject is not null)
                    Assert.Single(left);
                visited++;
            }
        Assert.True(visited > 20, $"Only {visited} pages were visited.");
    }

    [Fact]
    public async Task Page_WhoseRightIsNotLogged_LeavesNone()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "provider:billing");
        await browser.PageAsync("/espace");
        await browser.PageAsync("/");
        Assert.Empty(await StoredLog.OfSessionAsync(application, browser.Session));
    }

    [Fact]
    public async Task Refusal_OfSomebodySignedIn_IsALineThatNamesTheHolder()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "funder:funder-staff");
        var holder = application.Holders[1];
        (await browser.GetAsync($"/gestion/titulaires/{holder}")).Dispose();
        Assert.Equal(new LogLine(
            PersonBrowser.Demo("funder:funder-staff"), "signed-in", null, "holder.file.view", "refusal", holder, null, null),
            Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session)));
    }

    [Fact]
    public async Task LookUp_WhoseAnswerNeverComes_IsInTheLogAlready()
    {
        var holder = application.Holders[0];
        var walker = application.Walkers.Single(w => w.Asker.Name == "operator-support with reason");
        var end = await StoredLog.EndAsync(application);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new Npgsql.NpgsqlCommand("LOCK TABLE holder IN ACCESS EXCLUSIVE MODE", connection, transaction))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        // The page waits for the table; its line does not.
        var page = walker.Browser.GetUntilAsync($"/gestion/titulaires/{holder}", leave.Token);
        await Eventually.SeeAsync(
            "lines of the session", async () => (await StoredLog.OfSessionAsync(application, walker.Browser.Session, end)).Count,
            lines => lines > 0);
        Assert.False(page.IsCompleted);
        await leave.CancelAsync();
        // Held any longer, the table would hold the page until its command's time is over.
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);

        Assert.Equal(holder, Assert.Single(await StoredLog.OfSessionAsync(application, walker.Browser.Session, end)).Subject);
    }

    /// <summary>Somebody whom this line, and no other, lets see something.</summary>
    private (Walker, Guid?, Guid?) Find(RightsLine line, SiteRoute route) => (
        from walker in application.Walkers
        where walker.Asker.Account is not null && walker.Asker.Name != "two organisations"
        from organisation in route.TakesOrganisation
            ? application.Organisations.Where(id => id != application.Nowhere).Select(id => (Guid?)id) : [null]
        from holder in route.TakesHolder ? application.Holders.Where(id => id != application.Nowhere).Select(id => (Guid?)id) : [null]
        where _file.Expect(route.Action, walker.Asker, organisation, holder, application.Consents) == Expected.Allowed
            && _file.Without(line).Expect(route.Action, walker.Asker, organisation, holder, application.Consents) != Expected.Allowed
        select (walker, organisation, holder)).First();
}
