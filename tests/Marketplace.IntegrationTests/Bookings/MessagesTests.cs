using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Messages inside a dossier: who reads what, and what is not taken.</summary>
public sealed class MessagesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Text = "Écrivez à centre@exemple.fr ou au 06 39 98 00 00.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ContactData_OfTheOtherSide_IsReadFromAcceptanceOn()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync(rights: 200_000);
        var id = await world.ProposedAsync(holder, "jobseeker");
        await WriteAsync(world, id, MessageSides.Provider, Text, world.Staff);
        var (mine, theirs) = (BookingWorld.Mine(id, holder), world.Theirs(id));
        var read = Assert.Single(await world.Get<Messages>().ListAsync(mine, MessageSides.Learner, Stop));
        Assert.Equal(($"Écrivez à {ContactMask.Mark} ou au {ContactMask.Mark}.", true), (read.Text, read.Masked));
        Assert.Equal(Text, Assert.Single(await world.Get<Messages>().ListAsync(theirs, MessageSides.Provider, Stop)).Text);
        Assert.Null(await world.AcceptAsync(id, holder));
        Assert.Equal((Text, false), Assert.Single(
            (await world.Get<Messages>().ListAsync(mine, MessageSides.Learner, Stop)).Select(m => (m.Text, m.Masked))));
    }

    [Fact]
    public async Task Message_ReachesTheOtherSideByMail_WithoutItsText()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        var before = await MailsAsync(world);
        await WriteAsync(world, id, MessageSides.Learner, "Bonjour", holder);
        Assert.Equal(before + 1, await MailsAsync(world));
        var log = "SELECT count(*)::int FROM access_log WHERE object = @dossier AND nature = 'bookings.mine.act'";
        var written = await world.ScalarAsync<int>(log, new { dossier = $"booking:{id}" });
        await WriteAsync(world, id, MessageSides.Learner, "Encore", holder);
        Assert.Equal(written + 1, await world.ScalarAsync<int>(log, new { dossier = $"booking:{id}" }));
    }

    [Fact]
    public async Task Draft_TakesNoMessage_AndADayTakesTwenty()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.DraftAsync(holder);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => WriteAsync(world, id, MessageSides.Learner, "Bonjour", holder));
        await Assert.ThrowsAsync<UnknownDossierException>(() => WriteAsync(world, id, MessageSides.Provider, "Bonjour", world.Staff));
        await world.Get<Marketplace.Bookings.Requests.Sending>().SendAsync(BookingWorld.Mine(id, holder), holder, Stop);
        for (var n = 0; n < Messages.MostADay; n++)
            await WriteAsync(world, id, MessageSides.Learner, $"Message {n}", holder);
        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(
            () => WriteAsync(world, id, MessageSides.Learner, "Encore", holder));
        Assert.Contains("20 messages", refused.Message, StringComparison.Ordinal);
        await WriteAsync(world, id, MessageSides.Provider, "Une réponse", world.Staff);
        // Two clicks are one message.
        Assert.Equal(await WriteAsync(world, id, MessageSides.Provider, "Deux fois", world.Staff),
            await WriteAsync(world, id, MessageSides.Provider, "Deux fois", world.Staff));
        world.Clock.Now = world.Clock.Now.AddHours(25);
        await WriteAsync(world, id, MessageSides.Learner, "Le lendemain", holder);
    }

    [Fact]
    public async Task Attachment_IsSealed_AndOnlyTheKindsThatAreTaken()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        var content = "%PDF-1.7 secret"u8.ToArray();
        await world.Get<Messages>().WriteAsync(
            BookingWorld.Mine(id, holder), MessageSides.Learner, "Mon CV", [new("cv.pdf", "application/pdf", content)], holder, Stop);
        var attachment = Assert.Single(
            Assert.Single(await world.Get<Messages>().ListAsync(world.Theirs(id), MessageSides.Provider, Stop)).Attachments);
        Assert.Equal(("cv.pdf", content.Length), (attachment.Name, attachment.Size));
        Assert.Equal(content, (await world.Get<Messages>().OpenAsync(world.Theirs(id), attachment.Id, Stop))!.Content.ToArray());
        Assert.Equal(0, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM vault_entry WHERE position('secret'::bytea IN sealed) > 0"));
        foreach (var file in new MessageFile[] { new("a.pdf", "application/pdf", new byte[] { 1 }),
            new("a.pdf", "application/pdf", Array.Empty<byte>()), new("a.exe", "application/octet-stream", content) })
            await Assert.ThrowsAsync<ArgumentException>(() =>
                world.Get<Messages>().WriteAsync(BookingWorld.Mine(id, holder), MessageSides.Learner, "x", [file], holder, Stop));
    }

    [Theory]
    [InlineData(true, "logiciel malveillant")]
    [InlineData(false, "ne peuvent pas être vérifiés")]
    public async Task Attachment_InfectedOrNotScanned_IsNotTaken(bool answers, string sentence)
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        var messages = new Messages(database.Source, world.Get<DossierDesk>(), world.Get<IdentityVault>(), new Scanner(answers));
        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(() => messages.WriteAsync(
            BookingWorld.Mine(id, holder), MessageSides.Learner, "Mon CV", [new("cv.pdf", "application/pdf", "%PDF-1.7"u8.ToArray())],
            holder, Stop));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await messages.ListAsync(BookingWorld.Mine(id, holder), MessageSides.Learner, Stop));
    }

    [Fact]
    public async Task Report_ReachesTheOperator_WhoTakesTheMessageAway()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        var (mine, messages) = (BookingWorld.Mine(id, holder), world.Get<Messages>());
        var message = await messages.WriteAsync(
            world.Theirs(id), MessageSides.Provider, "Une injure", [new("a.pdf", "application/pdf", "%PDF-"u8.ToArray())], world.Staff,
            Stop);
        var file = Assert.Single((await messages.ListAsync(mine, MessageSides.Learner, Stop))[0].Attachments).Id;
        // Nobody reports their own.
        Assert.False(await messages.ReportAsync(world.Theirs(id), message, MessageSides.Provider, null, world.Staff, Stop));
        Assert.True(await messages.ReportAsync(mine, message, MessageSides.Learner, "Injurieux", holder, Stop));
        Assert.Contains(await messages.ReportedAsync(Stop), r => r.Id == message && r.Text == "Une injure");
        var agent = new Actor(world.Staff.AccountId, "operator-control");
        Assert.True(await messages.CloseReportAsync(DossierKey.OfService(id), message, hide: true, agent, Stop));
        Assert.False(await messages.CloseReportAsync(DossierKey.OfService(id), message, hide: true, agent, Stop));
        var read = Assert.Single(await messages.ListAsync(mine, MessageSides.Learner, Stop));
        Assert.Equal((true, 0), (read.Hidden, read.Attachments.Count));
        Assert.DoesNotContain("injure", read.Text, StringComparison.Ordinal);
        Assert.Null(await messages.OpenAsync(mine, file, Stop));
        Assert.Equal("Une injure", Assert.Single(await messages.ListAsync(DossierKey.OfService(id), MessageSides.Operator, Stop)).Text);
    }

    private static Task<Guid> WriteAsync(BookingWorld world, Guid id, string side, string text, Actor actor) =>
        world.Get<Messages>().WriteAsync(
        side == MessageSides.Learner ? BookingWorld.Mine(id, actor) : world.Theirs(id), side, text, [], actor, Stop);

    private static Task<int> MailsAsync(BookingWorld world) =>
        world.ScalarAsync<int>("SELECT count(*)::int FROM mail WHERE template = 'booking'");

    private sealed class Scanner(bool answers) : IMalwareScanner
    {
        public Task<string?> FindAsync(ReadOnlyMemory<byte> content, CancellationToken cancel) =>
            answers ? Task.FromResult<string?>("Eicar") : throw new ScannerUnavailableException("away");
    }
}
