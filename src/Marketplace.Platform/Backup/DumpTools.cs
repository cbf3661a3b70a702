using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;

namespace Marketplace.Platform.Backup;

/// <summary>pg_dump and pg_restore on the databases of a private server.</summary>
internal sealed class DumpTools(PrivateServer cluster)
{
    /// <summary>Writes all of a database in pg_dump's custom format, but for the jobs: a restored copy begins without any.</summary>
    public Task DumpAsync(string database, Stream target, CancellationToken cancel) =>
        RunAsync("pg_dump", ["--format=custom", "--exclude-table-data=hangfire.*", "--no-owner", "--no-privileges", "--dbname", database],
            cluster.ClientEnvironment(), null, target, cancel);

    /// <summary>What a database's dump would contain, without its rows being read.</summary>
    public async Task<DumpContents> ListSchemaAsync(string database, CancellationToken cancel)
    {
        using var schema = new MemoryStream();
        await RunAsync("pg_dump", ["--format=custom", "--schema-only", "--no-owner", "--no-privileges", "--dbname", database],
            cluster.ClientEnvironment(), null, schema, cancel);
        schema.Position = 0;
        return await ListAsync(schema, cancel);
    }

    /// <summary>What a dump says it contains; nothing of it is executed.</summary>
    public async Task<DumpContents> ListAsync(Stream dump, CancellationToken cancel) =>
        DumpContents.Parse(await RunAsync("pg_restore", ["--list"], cluster.ClientEnvironment(), dump, null, cancel));

    /// <summary>Executes one section of a dump (pre-data, data, post-data) in one transaction.</summary>
    /// <param name="environment">Connects as who executes it.</param>
    public Task RestoreAsync(
        string database, string section, IReadOnlyDictionary<string, string> environment, Stream dump, CancellationToken cancel) =>
        RunAsync("pg_restore",
            ["--section", section, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", database],
            environment, dump, null, cancel);

    private async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Stream? input, Stream? output,
        CancellationToken cancel)
    {
        var result = await Programs.PipeAsync(cluster.Binaries[program], arguments, environment, input, output, cancel);
        return result.Status == 0 ? result.Output : throw new SetupException($"{program} a échoué : {result.Tail}");
    }
}
