using System.Text.RegularExpressions;
using Marketplace.Platform.Data;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Platform.Vault;

/// <summary>
/// Master keys from the settings: <c>Vault:CurrentKey</c> names the one that seals, <c>Vault:MasterKeys:NAME</c> holds
/// each in base64. Without any, a file of the data directory where that is safe enough.
/// </summary>
public static partial class MasterKeySettings
{
    private const string HowTo = "donnez Vault__CurrentKey (le nom de la clé) et Vault__MasterKeys__<nom> (32 octets en base64, par exemple de « openssl rand -base64 32 »)";

    /// <summary>Reads the keys; makes the key file in Development and beside a private server, if no key is configured.</summary>
    /// <exception cref="SetupException">A key is missing or wrong; the message names the setting.</exception>
    public static MasterKeys Load(IConfiguration settings, DataDirectory directory, bool development)
    {
        var current = settings["Vault:CurrentKey"];
        var sections = settings.GetSection("Vault:MasterKeys").GetChildren().ToList();
        if (string.IsNullOrEmpty(current) && sections.Count == 0)
        {
            // A shared database has several processes, on other machines maybe: they could not agree on a file.
            if (!development && !string.IsNullOrWhiteSpace(settings.GetConnectionString("Marketplace")))
                throw new SetupException($"Il manque la clé maîtresse, qui protège les identités : {HowTo}. La même à tous les processus.");
            return MasterKeyFile.ReadOrMake(directory);
        }
        // Names of settings know no case, so neither do the keys'.
        var keys = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections)
        {
            if (!IsName(section.Key))
                throw new SetupException(
                    $"Vault__MasterKeys__{section.Key} : le nom d’une clé a de 1 à 100 lettres sans accent, chiffres ou tirets.");
            keys[section.Key] = Decode(section.Value)
                ?? throw new SetupException($"Vault__MasterKeys__{section.Key} n’est pas une clé : il faut 32 octets en base64, par exemple de « openssl rand -base64 32 ».");
        }
        if (string.IsNullOrEmpty(current))
            throw new SetupException(
                $"Vault__CurrentKey manque : nommez-y la clé qui protège les nouveaux secrets, parmi {string.Join(", ", keys.Keys)}.");
        if (!keys.ContainsKey(current))
            throw new SetupException($"Vault__CurrentKey nomme « {current} », mais Vault__MasterKeys__{current} manque : {HowTo}.");
        return new MasterKeys(current, keys);
    }

    internal static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>The key, or null when the text is none.</summary>
    internal static byte[]? Decode(string? base64)
    {
        var key = new byte[MasterKeys.KeyLength];
        return base64 is { Length: < 100 } && Convert.TryFromBase64String(base64, key, out var length) && length == key.Length ? key : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,100}\z")]
    private static partial Regex Name();
}
