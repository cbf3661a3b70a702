using System.Globalization;
using System.Text.Json.Nodes;
using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Elastic.Clients.Elasticsearch.Mapping;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Which index is live, which one was before, and up to where each follows the write side.</summary>
internal sealed class LiveIndex(ElasticsearchClient client, ElasticsearchOptions options, TimeProvider clock)
{
    private readonly HashSet<string> building = [];

    public IndexNames Names { get; } = new(options.Name);

    /// <summary>The index behind the live alias; null when none was ever built.</summary>
    public Task<string?> CurrentAsync(CancellationToken cancel) => BehindAsync(Names.Live, cancel);

    /// <summary>Makes an empty index live where there is none.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (await client.ExistsAsync($"_alias/{Names.Live}", cancel))
            return;
        var name = Names.New(clock.GetUtcNow());
        var definition = IndexDefinition.Of(options, filling: false);
        definition["aliases"] = new JsonObject { [Names.Live] = new JsonObject() };
        await PutAsync(name, definition, cancel);
    }

    /// <summary>Creates an index to be filled. What earlier rebuilds left behind is removed first.</summary>
    public async Task<string> CreateAsync(CancellationToken cancel)
    {
        await RemoveOrphansAsync(cancel);
        var name = Names.New(clock.GetUtcNow());
        lock (building)
            building.Add(name);
        await PutAsync(name, IndexDefinition.Of(options, filling: true), cancel);
        return name;
    }

    /// <summary>Makes a filled index the live one; the one before stays as the previous one.</summary>
    public async Task SwapAsync(string name, CancellationToken cancel)
    {
        await SendAsync(HttpMethod.Put, $"{name}/_settings", new() { ["index"] = IndexDefinition.Changing(options, filling: false) },
            cancel);
        await RefreshAsync(name, cancel);
        await MoveAsync(from: await CurrentAsync(cancel), to: name, cancel);
        lock (building)
            building.Remove(name);
        try
        {
            await RemoveOrphansAsync(cancel);
        }
        catch (SearchUnavailableException)
        {
            // The next rebuild removes them.
        }
    }

    /// <summary>Makes the previous index the live one again, and the live one the previous. False when there is none.</summary>
    public async Task<bool> ReturnAsync(CancellationToken cancel)
    {
        if (await BehindAsync(Names.Previous, cancel) is not { } previous)
            return false;
        await MoveAsync(from: await CurrentAsync(cancel), to: previous, cancel);
        return true;
    }

    /// <summary>Removes all indexes of the name and format, and the notes of the name.</summary>
    public async Task DeleteAllAsync(CancellationToken cancel)
    {
        foreach (var index in (string[])[.. await AllAsync(cancel), Names.State])
            await RemoveAsync(index, cancel);
    }

    /// <summary>The index from before the last rebuild; null when there is none.</summary>
    public Task<string?> PreviousAsync(CancellationToken cancel) => BehindAsync(Names.Previous, cancel);

    /// <summary>
    /// Removes an index that was being filled, but if it is live: the swap may have been carried out and its answer lost.
    /// </summary>
    public async Task AbandonAsync(string name, CancellationToken cancel)
    {
        lock (building)
            building.Remove(name);
        if (await CurrentAsync(cancel) != name)
            await DeleteAsync([name], cancel);
    }

    public Task RefreshAsync(string index, CancellationToken cancel) =>
        client.AdministerAsync(CallKind.Admin, c => c.Indices.RefreshAsync(new RefreshRequest(index), cancel));

    /// <summary>Notes up to where an index follows.</summary>
    public async Task SaveAsync(string index, string position, CancellationToken cancel)
    {
        var state = new JsonObject { ["position"] = position, ["savedAt"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
        await EnsureStateAsync(cancel);
        using var _ = await client.SendAsync(
            HttpMethod.Put, $"{Names.State}/_doc/{index}", CallKind.Write, RowSearch.Bytes(state), cancel: cancel);
    }

    /// <summary>Up to where an index follows; nulls when it was never noted.</summary>
    public async Task<(string? Position, DateTimeOffset? SavedAt)> PositionAsync(string index, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.SendAsync(HttpMethod.Get, $"{Names.State}/_doc/{index}", CallKind.Read, cancel: cancel);
            var state = answer.RootElement.GetProperty("_source");
            return (state.GetProperty("position").GetString(), state.GetProperty("savedAt").GetDateTimeOffset());
        }
        catch (ElasticsearchException absent) when (absent.Status == 404)
        {
            return (null, null);
        }
    }

    private async Task<string?> BehindAsync(string alias, CancellationToken cancel)
    {
        try
        {
            var answer = await client.AdministerAsync(
                CallKind.Read, c => c.Indices.GetAliasAsync(new GetAliasRequest((Names)alias), cancel));
            return answer.Aliases?.Keys.FirstOrDefault();
        }
        catch (ElasticsearchException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    private async Task MoveAsync(string? from, string to, CancellationToken cancel)
    {
        List<IndexUpdateAliasesAction> actions = [Add(to, Names.Live)];
        if (from is not null && from != to)
        {
            actions.Add(Remove(from, Names.Live));
            foreach (var older in await AllAsync(cancel))
                if (older != from)
                    actions.Add(Remove(older, Names.Previous));
            actions.Add(Add(from, Names.Previous));
        }
        await client.AdministerAsync(
            CallKind.Admin, c => c.Indices.UpdateAliasesAsync(new UpdateAliasesRequest { Actions = actions }, cancel));
    }

    private static IndexUpdateAliasesAction Add(string index, string alias) => new AddAction { Index = index, Alias = alias };

    private static IndexUpdateAliasesAction Remove(string index, string alias) =>
        new RemoveAction { Index = index, Alias = alias, MustExist = false };

    /// <summary>
    /// Removes indexes that are neither live nor previous nor being filled by this process: the only one that feeds them.
    /// </summary>
    private async Task RemoveOrphansAsync(CancellationToken cancel)
    {
        string?[] kept = [await CurrentAsync(cancel), await BehindAsync(Names.Previous, cancel)];
        List<string> orphans = [];
        foreach (var index in await AllAsync(cancel))
            lock (building)
                if (!kept.Contains(index) && !building.Contains(index))
                    orphans.Add(index);
        await DeleteAsync(orphans, cancel);
    }

    private async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        var answer = await client.AdministerAsync(CallKind.Read, c => c.Indices.GetSettingsAsync(
            new GetIndicesSettingsRequest(Names.All, "index.uuid"), cancel));
        return [.. answer.Settings.Keys];
    }

    private async Task DeleteAsync(IReadOnlyList<string> indexes, CancellationToken cancel)
    {
        foreach (var index in indexes)
        {
            await RemoveAsync(index, cancel);
            using var forgotten = await client.SendAsync(HttpMethod.Post, $"{Names.State}/_bulk", CallKind.Write,
                System.Text.Encoding.UTF8.GetBytes($"{{\"delete\":{{\"_id\":\"{index}\"}}}}\n"), lines: true, cancel: cancel);
        }
    }

    private Task RemoveAsync(string index, CancellationToken cancel) =>
        client.AdministerAsync(
            CallKind.Admin, c => c.Indices.DeleteAsync(new DeleteIndexRequest(index) { IgnoreUnavailable = true }, cancel));

    private async Task EnsureStateAsync(CancellationToken cancel)
    {
        if (!await client.ExistsAsync(Names.State, cancel))
            await UnlessThereAsync(client.AdministerAsync(CallKind.Admin, c => c.Indices.CreateAsync(new CreateIndexRequest(Names.State)
            {
                Settings = new IndexSettings { NumberOfShards = 1, NumberOfReplicas = options.Replicas },
                Mappings = new TypeMapping { Dynamic = DynamicMapping.False },
            }, cancel)));
    }

    /// <summary>The definition is a file (<see cref="IndexDefinition"/>): the typed client takes its own types and no file.</summary>
    private Task PutAsync(string index, JsonObject definition, CancellationToken cancel) =>
        UnlessThereAsync(SendAsync(HttpMethod.Put, index, definition, cancel));

    private static async Task UnlessThereAsync(Task creation)
    {
        try
        {
            await creation;
        }
        catch (ElasticsearchException there) when (there.Type == "resource_already_exists_exception")
        {
            // Another process was quicker.
        }
    }

    private async Task SendAsync(HttpMethod method, string path, JsonObject body, CancellationToken cancel)
    {
        using var _ = await client.SendAsync(method, path, CallKind.Admin, RowSearch.Bytes(body), cancel: cancel);
    }
}
