using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.People.Access;
using Marketplace.ProviderSpace.Uploads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Benchmarks.Import;

/// <summary>Uploads through the service of the providers' space.</summary>
internal sealed class UploadRun(NpgsqlDataSource database, ReferenceDataStore reference, CancellationToken cancel) : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(database).AddSingleton(reference)
        .AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddUploads()
            .BuildServiceProvider();

    private UploadDesk Desk => services.GetRequiredService<UploadDesk>();

    private UploadWork Work => services.GetRequiredService<UploadWork>();

    /// <summary>Sends a file and has it read, judged and compared.</summary>
    /// <param name="write">Writes the file: to a stream, for a SIRET, of a size.</param>
    public async Task<StagedUpload> StageAsync(string siret, Action<Stream, string, int> write, int size)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var scope = new UploadScope(await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES ('provider', @siret) RETURNING id", new { siret }), [siret]);
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                write(file, siret, size);
            await using var content = File.OpenRead(path);
            var actor = new Actor(null, "catalogue-editor", scope.Organisation);
            var id = await Desk.ReceiveAsync(scope, "catalogue", content, content.Length, null, actor, cancel);
            await Work.RunAsync(cancel);
            return new(this, scope, id, actor);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>One that nothing of is published yet.</summary>
    internal sealed record StagedUpload(UploadRun Run, UploadScope Scope, Guid Id, Actor Actor)
    {
        public async Task PublishAsync()
        {
            await Run.Desk.PublishAsync(Scope, Id, null, UploadModes.All, false, Actor, default);
            await Run.Work.RunAsync(default);
            var upload = await Run.services.GetRequiredService<UploadReader>().FindAsync(Scope, Id, default);
            if (upload is not { State: UploadProcess.Published, Findings.Errors: 0 })
                throw new InvalidOperationException($"The upload was not published: {upload?.State}, {upload?.Note}.");
        }

        public Task UndoAsync() => Run.Desk.UndoAsync(Scope, Id, Actor, default);
    }
}
