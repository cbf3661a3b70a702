using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

/// <summary>How a form's change is saved.</summary>
public sealed class EditingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Guid _id = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS note (id uuid PRIMARY KEY, standing text NOT NULL, earlier text, day date NOT NULL, at timestamptz NOT NULL, details jsonb NOT NULL);
            CREATE TABLE IF NOT EXISTS note_line (note_id uuid NOT NULL REFERENCES note, line uuid NOT NULL, text text NOT NULL, PRIMARY KEY (note_id, line));
            """);
        await database.Source.EditAsync((NoteContext all) => Task.FromResult(all.Add(new Note { Id = _id }).Entity), Stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Row_SavedAndRead_KeepsItsValues_AsTheTablesHaveThem()
    {
        await EditAsync(note =>
        {
            (note.Standing, note.Earlier, note.Day, note.At) = (
                Standing.SetAside, Standing.Waiting, new DateOnly(2026, 11, 30), new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
            note.Details.Title = "L’été";
            note.Details.Words = ["un", "deux"];
        });
        Assert.Equal("set-aside waiting 2026-11-30 L’été deux", await ScalarAsync<string>(
            "SELECT concat_ws(' ', standing, earlier, day, details->>'Title', details->'Words'->>1) FROM note WHERE id = @_id AND at = '2026-11-30 08:00Z'"));
        var read = await database.Source.ReadAsync(
            (NoteContext all) => all.Notes.SingleAsync(note => note.Id == _id && note.Standing == Standing.SetAside, Stop), Stop);
        Assert.Equal((Standing.SetAside, Standing.Waiting, "L’été", "deux"),
            (read.Standing, read.Earlier, read.Details.Title, read.Details.Words[1]));
    }

    [Fact]
    public async Task Change_AndWhatSqlWritesBesideIt_AreOneTransaction()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => EditAsync(async (all, note) =>
        {
            note.Standing = Standing.Closed;
            await all.SaveChangesAsync(Stop);
            await LogAsync(all);
            throw new InvalidOperationException();
        }));
        Assert.Equal(("waiting", 0), (await StandingAsync(), await LoggedAsync()));
        await EditAsync(async (all, note) =>
        {
            note.Standing = Standing.Closed;
            await LogAsync(all);
        });
        Assert.Equal(("closed", 1), (await StandingAsync(), await LoggedAsync()));
    }

    [Fact]
    public async Task Change_OfARowThatSqlChangedMeanwhile_IsStale_AndNothingIsWritten()
    {
        await Assert.ThrowsAsync<StaleChangeException>(() => EditAsync(async (all, note) =>
        {
            note.Standing = Standing.Closed;
            await LogAsync(all);
            await ExecuteAsync("UPDATE note SET standing = 'set-aside' WHERE id = @_id");
        }));
        Assert.Equal(("set-aside", 0), (await StandingAsync(), await LoggedAsync()));
    }

    [Fact]
    public async Task Removal_OfARowThatChangedMeanwhile_IsStale()
    {
        await Assert.ThrowsAsync<StaleChangeException>(() => EditAsync(async (all, note) =>
        {
            all.Remove(note);
            await ExecuteAsync("UPDATE note SET standing = 'set-aside' WHERE id = @_id");
        }));
        Assert.Equal("set-aside", await StandingAsync());
    }

    /// <summary>A lock that others take to look is no change.</summary>
    [Fact]
    public async Task Change_OfARowThatIsLockedAndReferredToMeanwhile_IsSaved()
    {
        await EditAsync(async (all, note) =>
        {
            note.Standing = Standing.Closed;
            await ExecuteAsync("""
                SELECT FROM note WHERE id = @_id FOR UPDATE;
                INSERT INTO note_line (note_id, line, text) VALUES (@_id, gen_random_uuid(), 'x')
                """);
        });
        Assert.Equal("closed", await StandingAsync());
    }

    [Fact]
    public async Task Context_OnATransactionOfOurs_SeesItsRowsAndEndsWithIt()
    {
        await using (var connection = await database.Source.OpenConnectionAsync(Stop))
        await using (await connection.BeginTransactionAsync(Stop))
        {
            await connection.ExecuteAsync("UPDATE note SET standing = 'set-aside' WHERE id = @_id", new { _id });
            await using var all = MarketplaceContext.On<NoteContext>(connection);
            var note = await all.Notes.SingleAsync(n => n.Id == _id, Stop);
            Assert.Equal(Standing.SetAside, note.Standing);
            note.Standing = Standing.Closed;
            await all.SaveChangesAsync(Stop);
            Assert.Equal("closed", await connection.ExecuteScalarAsync<string>("SELECT standing FROM note WHERE id = @_id", new { _id }));
        }
        Assert.Equal("waiting", await StandingAsync());
    }

    /// <summary>A new part of a known whole has its id already: it must be inserted, not updated.</summary>
    [Fact]
    public async Task Part_AddedToAReadRow_IsInserted()
    {
        await EditAsync(note => note.Lines.Add(new NoteLine { Text = "Première" }));
        Assert.Equal("Première", await ScalarAsync<string>("SELECT text FROM note_line WHERE note_id = @_id"));
    }

    [Fact]
    public async Task Read_KeepsNothing() => Assert.Empty(await database.Source.ReadAsync(async (NoteContext all) =>
    {
        await all.Notes.ToListAsync(Stop);
        return all.ChangeTracker.Entries().ToList();
    }, Stop));

    private Task EditAsync(Action<Note> change) => EditAsync((_, note) =>
    {
        change(note);
        return Task.CompletedTask;
    });

    private Task EditAsync(Func<NoteContext, Note, Task> change) => database.Source.EditAsync(async (NoteContext all) =>
    {
        var note = await all.Notes.SingleAsync(n => n.Id == _id, Stop);
        await change(all, note);
        return note;
    }, Stop);

    private Task LogAsync(NoteContext all) =>
        AccessLog.WriteAsync(all.Connection, Actor.Program, new AccessEntry("note", AccessOperation.Change, Object: $"note:{_id}"), Stop);

    private Task<int> LoggedAsync() => ScalarAsync<int>("SELECT count(*)::int FROM access_log WHERE object = 'note:' || @_id");

    private Task<string?> StandingAsync() => ScalarAsync<string?>("SELECT standing FROM note WHERE id = @_id");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, new { _id }))!;
    }

    private Task ExecuteAsync(string sql) =>
        database.Source.InTransactionAsync(connection => connection.ExecuteAsync(sql, new { _id }), Stop);
}
