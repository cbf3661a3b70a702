using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.IntegrationTests.Data;

/// <summary>Two tables with all that a context can map, made by the tests.</summary>
internal sealed class NoteContext : MarketplaceContext
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Note>().ToTable("note").ComplexProperty(note => note.Details, details => details.ToJson());
        model.Entity<NoteLine>().ToTable("note_line").HasKey(line => new { line.NoteId, line.Line });
    }
}

internal enum Standing
{
    Waiting,
    SetAside,
    Closed,
}

internal sealed class Note : EditedRow
{
    public Guid Id { get; init; }
    public Standing Standing { get; set; }
    public Standing? Earlier { get; set; }
    public DateOnly Day { get; set; }
    public DateTimeOffset At { get; set; }
    public NoteDetails Details { get; init; } = new();
    public List<NoteLine> Lines { get; init; } = [];
}

internal sealed class NoteDetails
{
    public string Title { get; set; } = "";
    public string[] Words { get; set; } = [];
}

internal sealed class NoteLine : EditedRow
{
    public Guid NoteId { get; init; }
    public Guid Line { get; init; } = Guid.NewGuid();
    public required string Text { get; init; }
}
