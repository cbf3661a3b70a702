using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Money.Regulation;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Documents;

/// <summary>What documents are made, from which facts, once.</summary>
public sealed class DocumentMakingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WholeLife_MakesEachDocumentOnce_ForWhoMayReadIt()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var id = await ValidatedAsync(world);
        var report = await Making(world).RunAsync(Stop);
        Assert.Equal((6, 0), (report.Made, report.Failed));
        Assert.Equal(0, (await Making(world).RunAsync(Stop)).Made);

        var shelf = new DocumentShelf(database.Source);
        Assert.Equal(["quote", "contract", "receipt", "attendance", "recap"],
            (await shelf.ListAsync(id, DocumentReaders.Learner, Stop)).Select(d => d.Kind));
        var theirs = await shelf.ListAsync(id, DocumentReaders.Provider, Stop);
        Assert.Equal(["quote", "provider-contract", "attendance"], theirs.Select(d => d.Kind));
        var contract = (await shelf.ListAsync(id, DocumentReaders.Learner, Stop))[1];
        Assert.Null(await shelf.HtmlAsync(id, contract.Id, DocumentReaders.Provider, Stop));
        Assert.Null(await shelf.PdfAsync(Guid.NewGuid(), contract.Id, DocumentReaders.Learner, Stop));
        Assert.StartsWith("CON-", contract.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WithARefund_MakesItsNotice()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        await world.Get<Cancellations>().CancelAsync(BookingWorld.Mine(id, holder), null, EndingKind.LearnerCancels, false, null, null,
            holder, Stop);
        var renderer = new RecordingRenderer();
        await Making(world, renderer).RunAsync(Stop);
        var notice = Assert.Single(renderer.Facts, facts => facts.Kind == DocumentKinds.RefundReceipt);
        Assert.Equal((50_000L, 50_000L), (notice.Refund!.AmountCents, notice.Payment!.AmountCents));
    }

    [Fact]
    public async Task Contract_MadeAfterAMove_SaysTheDatesOfTheAcceptance()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        var other = await world.SessionAsync("S2");
        await world.Get<SessionMoves>().AskAsync(BookingWorld.Mine(id, holder), null, other, holder, Stop);
        await world.Get<SessionMoves>().AgreeAsync(world.Theirs(id), null, world.Staff, Stop);
        var renderer = new RecordingRenderer();
        await Making(world, renderer).RunAsync(Stop);
        var contract = renderer.Facts.Single(facts => facts.Kind == DocumentKinds.Contract);
        Assert.Equal((new DateOnly(2027, 2, 1), new DateOnly(2026, 12, 15)), (contract.Terms.Starts, contract.Days!.WithdrawalUntil));
        Assert.Equal(BookingWorld.Price, contract.Lines.Sum(line => line.Amount));
        Assert.Equal(new DateOnly(2026, 12, 7), renderer.Facts.Single(facts => facts.Kind == DocumentKinds.Quote).AnswerBy);
    }

    [Fact]
    public async Task Killed_BetweenTwoDocumentsOfAnEvent_MakesBothLater_AndNoneTwice()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        var fails = new RecordingRenderer { FailsAt = DocumentKinds.ProviderContract };
        var report = await Making(world, fails).RunAsync(Stop);
        Assert.Equal((1, 1), (report.Made, report.Failed));
        Assert.Equal(["quote"],
            (await new DocumentShelf(database.Source).ListAsync(id, DocumentReaders.Learner, Stop)).Select(d => d.Kind));

        await world.ExecuteAsync("UPDATE booking_document_due SET next_try_at = NULL");
        await Task.WhenAll(Making(world).RunAsync(Stop), Making(world).RunAsync(Stop));
        Assert.Equal(["contract", "provider-contract", "quote", "receipt"],
            await world.ScalarAsync<string[]>(
            "SELECT array_agg(kind ORDER BY kind) FROM booking_document WHERE booking_id = @id", new { id }));
        Assert.Equal(0, await world.ScalarAsync<int>("SELECT count(*)::int FROM booking_document_due"));
    }

    [Fact]
    public async Task Document_ThatNeverSucceeds_IsSetAside_AndHoldsNobodyBack()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var (bad, good) = (await world.ProposedAsync(await world.HolderAsync()), await world.ProposedAsync(await world.HolderAsync()));
        var renderer = new RecordingRenderer { FailsFor = bad };
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await Making(world, renderer).RunAsync(Stop);
            await world.ExecuteAsync("UPDATE booking_document_due SET next_try_at = NULL");
        }
        Assert.Single(await new DocumentShelf(database.Source).ListAsync(good, DocumentReaders.Learner, Stop));
        Assert.Equal("8 InvalidOperationException: This one fails.", await world.ScalarAsync<string>("""
            SELECT d.attempts || ' ' || d.error FROM booking_document_due d JOIN booking_event e ON e.id = d.event_id
            WHERE e.booking_id = @bad AND d.set_aside_at IS NOT NULL
            """, new { bad }));
        await world.ExecuteAsync("DELETE FROM booking_document_due");
    }

    [Fact]
    public async Task Fonts_ThatAreMissing_LetDocumentsWait()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var id = await world.ProposedAsync(await world.HolderAsync());
        Assert.Equal(new DocumentReport(0, 0, "no fonts"),
            await Making(world, new RecordingRenderer { Obstacle = "no fonts" }).RunAsync(Stop));
        await Making(world).RunAsync(Stop);
        Assert.Single(await new DocumentShelf(database.Source).ListAsync(id, DocumentReaders.Learner, Stop));
    }

    [Theory]
    [InlineData("UPDATE booking_document SET title = 'autre'")]
    [InlineData("DELETE FROM booking_document")]
    [InlineData("TRUNCATE booking_document")]
    public async Task Documents_OnceMade_NeverChange(string sql)
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await world.ProposedAsync(await world.HolderAsync());
        await Making(world).RunAsync(Stop);
        await Assert.ThrowsAsync<PostgresException>(() => world.ExecuteAsync(sql));
    }

    [Fact]
    public async Task Attendance_SaysWhatWasDeclared()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await ValidatedAsync(world, new(new(2027, 2, 20), "learner-left", 60, false));
        var renderer = new RecordingRenderer();
        await Making(world, renderer).RunAsync(Stop);
        var row = renderer.Facts.Single(facts => facts.Kind == DocumentKinds.Attendance).Row;
        Assert.Equal((new DateOnly(2027, 2, 1), new DateOnly(2027, 2, 20), 60),
            (row.EntryOn!.Value, row.ExitOn!.Value, row.ExitRate!.Value));
    }

    private static async Task<Guid> ValidatedAsync(BookingWorld world, ExitDeclaration? exit = null)
    {
        var id = await world.EnteredAsync(await world.HolderAsync());
        world.MoveTo(new(2027, 2, 26));
        await world.Get<Exits>().DeclareAsync(world.Theirs(id), null, exit ?? new(world.Today, ExitDeclaration.Total, 100, false),
            world.Staff, Stop);
        world.MoveTo(new(2027, 3, 9));
        await world.RunAsync();
        Assert.Equal(BookingProcess.ServiceValidated, await world.StateAsync(id));
        return id;
    }

    private DocumentMaking Making(BookingWorld world, IDocumentRenderer? renderer = null) =>
        new(database.Source, RuleBook.Current, renderer ?? new RecordingRenderer(), world.Clock);

    private sealed class RecordingRenderer : IDocumentRenderer
    {
        public List<DocumentFacts> Facts { get; } = [];
        public string? Obstacle { get; init; }
        public DocumentKind? FailsAt { get; init; }
        public Guid? FailsFor { get; init; }

        public Task<RenderedDocument> RenderAsync(DocumentFacts facts, CancellationToken cancel)
        {
            if (facts.Kind == FailsAt || facts.Row.Id == FailsFor)
                throw new InvalidOperationException("This one fails.");
            Facts.Add(facts);
            return Task.FromResult(new RenderedDocument(facts.Kind.Label, "<p>", [1, 2, 3]));
        }
    }
}
