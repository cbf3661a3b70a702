using System.Security.Cryptography;
using Marketplace.Platform.Data;

namespace Marketplace.Platform.Vault;

/// <summary>Says why a secret cannot be sealed anew, to the person who rotates the keys.</summary>
internal static class RotationFailure
{
    public static SetupException Of(CryptographicException failure, string table, object id) => failure is MissingMasterKeyException missing
        ? new SetupException($"La clé maîtresse {missing.Key} manque : un secret de {table} (ligne {id}) en dépend. Redonnez-la dans Vault__MasterKeys__{missing.Key}, puis relancez la commande ; ce qui est déjà fait le reste.", failure)
        : new SetupException($"Un secret de {table} (ligne {id}) ne s’ouvre pas : il a été modifié ou abîmé. Restaurez cette ligne depuis une sauvegarde ou supprimez-la, puis relancez la commande ; ce qui est déjà fait le reste.", failure);
}
