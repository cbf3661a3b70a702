using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Marketplace.Platform.Data.Editing;

/// <summary>
/// What a capability's forms change, mapped on tables that our migrations made. One context for each capability, which maps
/// its own tables with <c>ToTable</c>, and those of others, which it may only read, with <c>ToView</c>.
/// </summary>
public abstract class MarketplaceContext : DbContext
{
    // One for all contexts and connections: each other set of options would build EF's services anew.
    private static readonly DbContextOptions Shared = new DbContextOptionsBuilder().UseNpgsql().UseSnakeCaseNamingConvention().Options;

    protected MarketplaceContext() : base(Shared)
    {
    }

    /// <summary>For what is written in SQL in the same transaction: access log, history, e-mails, sets.</summary>
    public NpgsqlConnection Connection => (NpgsqlConnection)Database.GetDbConnection();

    /// <summary>A context on a connection of ours, in the transaction that it has, which stays the caller's to commit.</summary>
    public static TContext On<TContext>(NpgsqlConnection connection) where TContext : MarketplaceContext, new()
    {
        var context = new TContext();
        context.Database.SetDbConnection(connection);
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return context;
    }

    /// <summary>Writes what changed.</summary>
    /// <exception cref="StaleChangeException">A row changed after it was read. The transaction is lost.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateConcurrencyException failure)
        {
            throw new StaleChangeException(failure);
        }
    }

    /// <summary>Which classes are which tables; columns are called as their properties, in small letters with underscores.</summary>
    protected abstract void Map(ModelBuilder model);

    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new EnumsAsWords());

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(EditedRow)))
                modelBuilder.Entity(entity.ClrType).Property(nameof(EditedRow.RowVersion)).IsRowVersion().HasColumnName("xmin")
                    .HasColumnType("xid");
            // Ids are made by who makes the row: made by EF they would tell when.
            foreach (var key in entity.GetKeys().SelectMany(key => key.Properties).Where(property => property.ClrType == typeof(Guid)))
                key.ValueGenerated = ValueGenerated.Never;
        }
    }
}
