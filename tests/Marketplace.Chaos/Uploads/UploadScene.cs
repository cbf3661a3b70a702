using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.People.Access;
using Marketplace.ProviderSpace.Uploads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Chaos.Uploads;

/// <summary>Uploads on a database without the rest of the program.</summary>
public sealed class UploadScene : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private UploadScene(NpgsqlDataSource database, ServiceProvider services) => (Database, _services) = (database, services);

    public NpgsqlDataSource Database { get; }

    /// <param name="settings">Such as <c>Uploads:Workers</c>.</param>
    /// <param name="more">Services that an installation may have.</param>
    public static async Task<UploadScene> OpenAsync(
        NpgsqlDataSource database, CancellationToken cancel, IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? more = null)
    {
        var store = new ReferenceDataStore(database);
        await store.OpenAsync(cancel);
        var services = new ServiceCollection().AddLogging().AddSingleton(database).AddSingleton(store).AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build())
            .AddUploads();
        more?.Invoke(services);
        return new(database, services.BuildServiceProvider());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An organisation with these establishments.</summary>
    public async Task<UploadScope> OrganisationAsync(params string[] sirets)
    {
        await using var connection = await Database.OpenConnectionAsync();
        var organisation = await connection.ExecuteScalarAsync<Guid>("""
            WITH made AS (INSERT INTO organisation (kind, name) VALUES ('provider', 'Organisme ' || @name) RETURNING id),
            own AS (INSERT INTO organisation_siret (organisation_id, siret, kind) SELECT id, unnest(@sirets), 'provider' FROM made)
            SELECT id FROM made
            """, new { sirets, name = sirets[0] });
        return new(organisation, sirets);
    }

    /// <summary>Who keeps a catalogue.</summary>
    public static Actor Editor(UploadScope scope) => new(null, "catalogue-editor", scope.Organisation);

    /// <summary>A catalogue as a CSV.</summary>
    public static byte[] Csv(string siret, params AcceptedOffer[] offers)
    {
        using var file = new MemoryStream();
        CatalogueSheet.WriteCsv(file, siret, offers);
        return file.ToArray();
    }

    public async Task<Guid> SendAsync(UploadScope scope, byte[] content, string? wish = null)
    {
        using var file = new MemoryStream(content);
        return await Get<UploadDesk>().ReceiveAsync(scope, "catalogue.csv", file, content.Length, wish, Editor(scope), default);
    }

    /// <summary>Sends, and has all done that is due.</summary>
    public async Task<Upload> SendAndWaitAsync(UploadScope scope, byte[] content, string? wish = null)
    {
        var id = await SendAsync(scope, content, wish);
        await Get<UploadWork>().RunAsync(default);
        return await FindAsync(scope, id);
    }

    public async Task<Upload> FindAsync(UploadScope scope, Guid id) => (await Get<UploadReader>().FindAsync(scope, id, default))!;

    /// <summary>All that is published, whose mark changes with any of it.</summary>
    public async Task<string> VersionAsync(string siret) => (await CatalogueComparison.OpenAsync(Database, siret, default)).Version;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
