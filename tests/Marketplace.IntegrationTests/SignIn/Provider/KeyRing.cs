namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>The key that signs now and the keys that are published.</summary>
internal sealed class KeyRing
{
    // Replaced as a whole, so that a reader never sees a ring half rotated. The first signs.
    private volatile IReadOnlyList<SigningKey> keys = [SigningKey.Create(SigningAlgorithm.RS256)];

    public SigningKey Current => keys[0];

    public IReadOnlyList<SigningKey> Published => keys;

    /// <summary>Signs with a new key from now on, and keeps publishing the old ones or not.</summary>
    public void Rotate(SigningAlgorithm algorithm, bool keepOld)
    {
        var fresh = SigningKey.Create(algorithm);
        keys = keepOld ? [fresh, .. keys] : [fresh];
    }
}
