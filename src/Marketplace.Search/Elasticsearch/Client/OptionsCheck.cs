using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Marketplace.Search.Elasticsearch;

/// <summary>The rules of <see cref="ElasticsearchOptions.Validate"/>. No message holds a secret.</summary>
internal static partial class OptionsCheck
{
    /// <summary>Elasticsearch refuses larger requests (http.max_content_length, 100 MB).</summary>
    private const int LargestBulk = 100_000_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    public static void Run(ElasticsearchOptions options)
    {
        CheckNodes(options);
        CheckCredentials(options);
        CheckTrust(options);
        if (!IndexName().IsMatch(options.Name))
            throw Refuse("Name", "un nom d'index commence par une lettre minuscule et ne contient que des minuscules, chiffres et tirets (60 caractères au plus).");
        if (options.Shards is < 1 or > 1024)
            throw Refuse("Shards", "le nombre de partitions va de 1 à 1024.");
        if (options.Replicas is < 0 or > 20)
            throw Refuse("Replicas", "le nombre de copies va de 0 à 20.");
        CheckDuration("RefreshInterval", options.RefreshInterval, TimeSpan.FromMinutes(10));
        CheckDuration("SearchTimeout", options.SearchTimeout, TimeSpan.FromMinutes(1));
        if (options.ConcurrentSearches is < 1 or > 10_000)
            throw Refuse("ConcurrentSearches", "le nombre de recherches simultanées va de 1 à 10 000.");
        CheckDuration("WriteTimeout", options.WriteTimeout, TimeSpan.FromMinutes(10));
        if (options.BulkBytes is < 1_000 or > LargestBulk)
            throw Refuse("BulkBytes", "la taille d'un envoi groupé va de 1 000 à 100 000 000 octets.");
    }

    private static void CheckNodes(ElasticsearchOptions options)
    {
        if (options.Nodes is not { Count: > 0 })
            throw Refuse("Url", "indiquez au moins une adresse, par exemple https://recherche.exemple.fr:9200.");
        foreach (var node in options.Nodes)
        {
            if (!node.IsAbsoluteUri || (node.Scheme != Uri.UriSchemeHttp && node.Scheme != Uri.UriSchemeHttps))
                throw Refuse("Url", $"« {node} » n'est pas une adresse http:// ou https:// complète.");
            if (node.UserInfo.Length > 0)
                throw Refuse("Url", $"l'adresse de {node.Host} contient un identifiant ; utilisez Username et Password, ou ApiKey : une adresse se retrouve dans les journaux.");
            if (node.Query.Length > 0 || node.Fragment.Length > 0)
                throw Refuse("Url", $"l'adresse de {node.Host} ne doit contenir ni « ? » ni « # ».");
        }
    }

    private static void CheckCredentials(ElasticsearchOptions options)
    {
        var (user, password, key) = (options.Username, options.Password, options.ApiKey);
        if (key is not null && (user is not null || password is not null))
            throw Refuse("ApiKey", "indiquez soit ApiKey, soit Username et Password, pas les deux.");
        if (key is not null && (key.Length == 0 || key.Any(c => c is <= ' ' or > '~')))
            throw Refuse("ApiKey", "la clé est vide ou contient des espaces ou des caractères non ASCII ; copiez la valeur « encoded » fournie par Elasticsearch.");
        if (user is not null && string.IsNullOrEmpty(password))
            throw Refuse("Password", "Username est indiqué sans mot de passe.");
        if (user is null && password is not null)
            throw Refuse("Username", "Password est indiqué sans nom d'utilisateur.");
        if (user is { Length: 0 } || user?.Contains(':') == true)
            throw Refuse("Username", "le nom d'utilisateur est vide ou contient « : ».");
        if ((user ?? key) is not null && options.Nodes.FirstOrDefault(n => n.Scheme == Uri.UriSchemeHttp && !IsNear(n)) is { } open)
            throw Refuse("Url", $"avec {open}, le mot de passe ou la clé circulerait en clair ; utilisez https:// (http:// est admis pour cette machine, une adresse privée ou un nom sans point).");
    }

    private static void CheckTrust(ElasticsearchOptions options)
    {
        var (file, fingerprint) = (options.CertificateAuthorityFile, options.CertificateFingerprint);
        if (file is not null && fingerprint is not null)
            throw Refuse("CertificateFingerprint", "indiquez soit CertificateAuthorityFile, soit CertificateFingerprint, pas les deux.");
        if ((file ?? fingerprint) is not null && options.Nodes.FirstOrDefault(n => n.Scheme != Uri.UriSchemeHttps) is { } open)
            throw Refuse("Url", $"un certificat à vérifier est indiqué, mais {open} n'est pas en https://.");
        if (fingerprint is not null && ServerTrust.ReadFingerprint(fingerprint) is null)
            throw Refuse("CertificateFingerprint",
                "l'empreinte SHA-256 compte 64 chiffres hexadécimaux (openssl x509 -fingerprint -sha256).");
        if (file is null)
            return;
        if (!File.Exists(file))
            throw Refuse("CertificateAuthorityFile", $"le fichier « {file} » n'existe pas.");
        if (ServerTrust.ReadAuthorities(file).Count == 0)
            throw Refuse("CertificateAuthorityFile", $"le fichier « {file} » ne contient aucun certificat au format PEM.");
    }

    private static void CheckDuration(string setting, TimeSpan value, TimeSpan longest)
    {
        if (value < Shortest || value > longest)
            throw Refuse(setting,
                string.Create(CultureInfo.InvariantCulture, $"la durée va de {Shortest:g} à {longest:g} (heures:minutes:secondes)."));
    }

    /// <summary>Whether the way there leaves no machine or private network: loopback, RFC 1918, names of compose and Kubernetes.</summary>
    private static bool IsNear(Uri node)
    {
        if (node.IsLoopback)
            return true;
        if (!IPAddress.TryParse(node.DnsSafeHost, out var address))
            return !node.Host.Contains('.');
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..];
    }

    private static ArgumentException Refuse(string setting, string why) => new($"Search:Elasticsearch:{setting} : {why}");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex IndexName();
}
