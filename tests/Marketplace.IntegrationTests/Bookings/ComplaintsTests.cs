using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>« La formation n’a jamais commencé »: while it is open nothing is validated by the clock.</summary>
public sealed class ComplaintsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complaint_HoldsTheValidationBack_UntilAnOperatorDecides()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync(rights: 200_000);
        var id = await world.EnteredAsync(holder, "jobseeker");
        var (mine, complaints) = (BookingWorld.Mine(id, holder), world.Get<Complaints>());
        world.MoveTo(new(2027, 2, 26));
        await world.RunAsync();
        await world.Get<Exits>().DeclareAsync(
            world.Theirs(id), null, new(world.Today, ExitDeclaration.Total, 100, false), world.Staff, Stop);
        await complaints.OpenAsync(mine, "La salle était fermée.", holder, Stop);
        Assert.Equal("in-control", (await world.RowAsync(id)).ControlState);
        Assert.DoesNotContain((await world.ViewAsync(id)).Deadlines, d => d.Event == BookingProcess.Validate);
        world.MoveTo(new(2027, 3, 20));
        await world.RunAsync();
        Assert.Equal(BookingProcess.ServiceDeclared, await world.StateAsync(id));
        await complaints.AnswerAsync(world.Theirs(id), null, "Elle était ouverte.", world.Staff, Stop);
        var waiting = Assert.Single(await complaints.WaitingAsync(Stop), c => c.Booking == id);
        Assert.Equal((ComplaintProcess.Answered, "Elle était ouverte."), (waiting.State, waiting.Answer));
        await complaints.CloseAsync(
            DossierKey.OfService(id), waiting.Version, false, "Les feuilles d’émargement sont signées.", Agent(world), Stop);
        Assert.Equal("released", (await world.RowAsync(id)).ControlState);
        await world.RunAsync();
        Assert.Equal((BookingProcess.ServiceValidated, BookingWorld.Price), (await world.StateAsync(id), await world.OwedAsync()));
        var closed = Assert.Single(await complaints.OfDossierAsync(mine, Stop));
        Assert.Equal((ComplaintProcess.Closed, (bool?)false), (closed.State, closed.Upheld));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Complaint_ReachesProviderAndOperatorByMail()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await world.ExecuteAsync(
            "INSERT INTO operator_mission (account_id, mission) VALUES (@AccountId, 'control')", new { world.Staff.AccountId });
        var holder = await world.HolderAsync(rights: 200_000);
        var id = await world.EnteredAsync(holder, "jobseeker");
        var before = await world.ScalarAsync<int>("SELECT count(*)::int FROM mail");
        await world.Get<Complaints>().OpenAsync(BookingWorld.Mine(id, holder), "Personne n’est venu.", holder, Stop);
        Assert.Equal(before + 2, await world.ScalarAsync<int>("SELECT count(*)::int FROM mail"));
        await world.ExecuteAsync("DELETE FROM operator_mission WHERE account_id = @AccountId", new { world.Staff.AccountId });
    }

    [Fact]
    public async Task Complaint_TooEarlyOrTwice_IsRefused_AndAStaleDecisionToo()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync(rights: 200_000);
        var id = await world.AcceptedAsync(holder, "jobseeker");
        var (mine, complaints) = (BookingWorld.Mine(id, holder), world.Get<Complaints>());
        var early = await Assert.ThrowsAsync<ProcessRefusedException>(() => complaints.OpenAsync(mine, "Rien.", holder, Stop));
        Assert.Equal(early.Message, await complaints.WhyNotAsync(mine, holder, Stop));
        world.MoveTo(new(2027, 2, 1));
        Assert.Null(await complaints.WhyNotAsync(mine, holder, Stop));
        await complaints.OpenAsync(mine, "Rien.", holder, Stop);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => complaints.OpenAsync(mine, "Encore.", holder, Stop));
        var seen = (await complaints.OfDossierAsync(mine, Stop))[0].Version;
        await complaints.AnswerAsync(world.Theirs(id), seen, "Reporté d’un jour.", world.Staff, Stop);
        await Assert.ThrowsAsync<StaleChangeException>(() =>
            complaints.CloseAsync(DossierKey.OfService(id), seen, true, "Non réalisée.", Agent(world), Stop));
        // A provider decides nothing, a learner answers nothing.
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => complaints.CloseAsync(world.Theirs(id), null, false, "Non.", world.Staff, Stop));
        await complaints.CloseAsync(DossierKey.OfService(id), null, true, "Non réalisée.", Agent(world), Stop);
        await complaints.OpenAsync(mine, "De nouveau.", holder, Stop);
        Assert.Equal(2, (await complaints.OfDossierAsync(mine, Stop)).Count);
    }

    private static Actor Agent(BookingWorld world) => new(world.Staff.AccountId, "operator-control");
}
