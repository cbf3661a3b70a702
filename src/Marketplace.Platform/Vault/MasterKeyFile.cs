using System.Security.Cryptography;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;

namespace Marketplace.Platform.Vault;

/// <summary>
/// <c>master.key</c> in the data directory: the key of an installation that nobody configured. One line: the key's
/// name and the key in base64, as the settings would give them.
/// </summary>
internal static class MasterKeyFile
{
    public const string Name = "master.key";

    /// <exception cref="SetupException">The file cannot be read, written or understood.</exception>
    public static MasterKeys ReadOrMake(DataDirectory directory)
    {
        var path = Path.Combine(directory.Path, Name);
        try
        {
            if (!File.Exists(path))
                Make(path);
            return Read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"La clé maîtresse {path} ne peut être ni lue ni créée ({failure.Message}). Lancez le programme sous l’utilisateur qui a créé ce dossier.", failure);
        }
    }

    private static void Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);
        // Named after the key: what another directory's key sealed is then reported as a missing key, not as damage.
        var name = "local-" + Convert.ToHexStringLower(SHA256.HashData(key))[..8];
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            PrivateServerFolder.WritePrivate(draft, $"{name} {Convert.ToBase64String(key)}\n");
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster: its key is everybody's.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static MasterKeys Read(string path)
    {
        var parts = File.ReadAllText(path).Trim().Split(' ');
        if (parts is [var name, var text] && MasterKeySettings.IsName(name) && MasterKeySettings.Decode(text) is { } key)
            return new MasterKeys(name, new Dictionary<string, byte[]> { [name] = key });
        throw new SetupException($"Le fichier {path} ne contient pas de clé maîtresse : remettez celui d’une copie de sauvegarde. Sans lui, les secrets déjà enregistrés ne s’ouvrent plus.");
    }
}
