using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Data;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Web.Hosting;

/// <summary>
/// The settings <c>Search:Elasticsearch:*</c>: with an address the index is on that cluster, without it is this process's own.
/// </summary>
public static class ElasticsearchSettings
{
    public const string Section = "Search:Elasticsearch";

    private static readonly string[] Known =
    [
        "Url", nameof(ElasticsearchOptions.ApiKey), nameof(ElasticsearchOptions.Username), nameof(ElasticsearchOptions.Password),
        nameof(ElasticsearchOptions.CertificateAuthorityFile), nameof(ElasticsearchOptions.CertificateFingerprint),
        nameof(ElasticsearchOptions.Name),
        nameof(ElasticsearchOptions.Shards), nameof(ElasticsearchOptions.Replicas), nameof(ElasticsearchOptions.RefreshInterval),
        nameof(ElasticsearchOptions.SearchTimeout), nameof(ElasticsearchOptions.ConcurrentSearches),
        nameof(ElasticsearchOptions.WriteTimeout), nameof(ElasticsearchOptions.BulkBytes),
        nameof(ElasticsearchOptions.Compress),
    ];

    /// <summary>Null without an address.</summary>
    /// <exception cref="SetupException">A setting cannot work; names it and says how to mend it, without any secret.</exception>
    public static ElasticsearchOptions? Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        if (section.GetChildren().FirstOrDefault(s => !Known.Contains(s.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new SetupException(
                $"{Section}:{unknown.Key} : ce réglage n'existe pas. Réglages possibles : {string.Join(", ", Known)}.");
        if (Text("Url") is not { } url)
            return null;
        var usual = new ElasticsearchOptions { Nodes = [] };
        var options = new ElasticsearchOptions
        {
            Nodes = [.. url.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Address)],
            ApiKey = Text("ApiKey"),
            Username = Text("Username"),
            Password = Text("Password"),
            CertificateAuthorityFile = Text("CertificateAuthorityFile"),
            CertificateFingerprint = Text("CertificateFingerprint"),
            Name = Text("Name") ?? usual.Name,
            Shards = Value("Shards", usual.Shards, "un nombre entier"),
            Replicas = Value("Replicas", usual.Replicas, "un nombre entier"),
            RefreshInterval = Value("RefreshInterval", usual.RefreshInterval, "une durée (heures:minutes:secondes, 00:00:01)"),
            SearchTimeout = Value("SearchTimeout", usual.SearchTimeout, "une durée (heures:minutes:secondes, 00:00:01)"),
            ConcurrentSearches = Value("ConcurrentSearches", usual.ConcurrentSearches, "un nombre entier"),
            WriteTimeout = Value("WriteTimeout", usual.WriteTimeout, "une durée (heures:minutes:secondes, 00:00:30)"),
            BulkBytes = Value("BulkBytes", usual.BulkBytes, "un nombre d'octets"),
            Compress = Value("Compress", usual.Compress, "true ou false"),
        };
        try
        {
            options.Validate();
        }
        catch (ArgumentException wrong)
        {
            throw new SetupException(wrong.Message, wrong);
        }
        return options;

        // An empty variable, as compose files write it, is none.
        string? Text(string name) => section[name] is { Length: > 0 } text ? text : null;

        T Value<T>(string name, T otherwise, string expected)
            where T : IParsable<T> => Text(name) is not { } text ? otherwise
            : T.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value
            : throw new SetupException($"{Section}:{name} : « {text} » n'est pas {expected}.");
    }

    /// <summary>Which index a process with these options has; null: its own.</summary>
    public static IndexAddress AddressOf(ElasticsearchOptions? options) =>
        new(options is null ? null : ElasticsearchIndex.SharedNameOf(options));

    /// <summary>A text that is no address at all is not repeated: it might be a password.</summary>
    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new SetupException($"{Section}:Url : une des adresses n'est pas une adresse http:// ou https:// complète, par exemple https://recherche.exemple.fr:9200. Plusieurs adresses sont séparées par des virgules.");
}
