using Hangfire.PostgreSql;
using Npgsql;

namespace Marketplace.Web.Jobs;

/// <summary>Gives Hangfire connections of a pool that is there already, with its settings and limits.</summary>
public sealed class JobConnections(NpgsqlDataSource database) : IConnectionFactory
{
    public NpgsqlConnection GetOrCreateConnection() => database.CreateConnection();
}
