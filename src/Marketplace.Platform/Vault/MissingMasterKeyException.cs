using System.Security.Cryptography;

namespace Marketplace.Platform.Vault;

/// <summary>Something was sealed with a master key that the settings no longer (or not yet) hold.</summary>
/// <param name="key">Name of the key.</param>
public sealed class MissingMasterKeyException(string key) : CryptographicException($"The master key {key} is not among the settings.")
{
    /// <summary>Name of the key.</summary>
    public string Key => key;
}
