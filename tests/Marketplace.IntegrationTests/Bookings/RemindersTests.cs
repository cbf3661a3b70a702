using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Platform.Time;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Whoever has to act is reminded once, a day before it is too late.</summary>
public sealed class RemindersTests(RemindersTests.World world) : IClassFixture<RemindersTests.World>
{
    [Fact]
    public async Task Reminder_OfEachDelay_ComesOnceWithinItsLastDay()
    {
        var id = await world.RequestAsync();
        await RemindedAsync(id, BookingProcess.ProviderSilent, world.Staff.Email, "Une demande d’inscription attend votre réponse");
        await world.ProposeAsync(id);
        await RemindedAsync(id, BookingProcess.LearnerSilent, "zoe@exemple.fr", "Une proposition attend votre réponse");
        await world.AcceptAsync(id);
        var row = await world.RowAsync(id);
        await world.GoToAsync(row.Starts!.Value);
        await RemindedAsync(id, BookingDues.EntryDeclaration, world.Staff.Email, "Une entrée en formation est à déclarer");
        await world.Service<Entries>()
            .DeclareAsync(DossierKey.OfService(id), null, row.Starts.Value, world.StaffActor, ProviderApplication.Stop);
        await world.GoToAsync(row.Ends!.Value.AddDays(1));
        await RemindedAsync(id, BookingDues.ExitDeclaration, world.Staff.Email, "Une sortie de formation est à déclarer");
    }

    /// <summary>Nothing 25 hours before; one e-mail in the last day, which says until when; no second one.</summary>
    private async Task RemindedAsync(Guid id, string delay, string address, string subject)
    {
        var due = await world.ScalarAsync<DateTime>(
            "SELECT due_at FROM booking_deadline WHERE booking_id = @id AND event = @delay AND done_at IS NULL", new { id, delay });
        var clock = world.Service<MarketplaceClock>();
        await MoveToAsync(due.AddHours(-25));
        Assert.Equal(0, await SentAsync(id, address, subject, due));
        await MoveToAsync(due.AddHours(-23));
        Assert.Equal(1, await SentAsync(id, address, subject, due));
        Assert.Equal(1, await SentAsync(id, address, subject, due));

        async Task MoveToAsync(DateTime moment)
        {
            if (moment > clock.GetUtcNow())
                await clock.MoveForwardAsync(moment - clock.GetUtcNow().UtcDateTime, ProviderApplication.Stop);
        }
    }

    private async Task<int> SentAsync(Guid id, string address, string subject, DateTime due)
    {
        await world.Service<Reminders>().RunAsync(ProviderApplication.Stop);
        return (await world.MailsToAsync(address)).Count(mail => mail.Values["subject"] == subject
            && mail.Values["link"].EndsWith($"{id}", StringComparison.Ordinal)
            && mail.Values["text"].Contains(DossierWords.Until(due), StringComparison.Ordinal));
    }

    /// <summary>A world of its own: its clock moves.</summary>
    public sealed class World : ProviderApplication;
}
