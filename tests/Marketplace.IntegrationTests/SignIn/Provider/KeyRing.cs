namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>The key that signs now and the keys that are published.</summary>
internal sealed class KeyRing
{
    private readonly Lock gate = new();

    // Made when first needed: RSA keys take long, and a test that wants ES256 says so after the start.
    private IReadOnlyList<SigningKey> keys = [];

    public SigningKey Current => Published[0];

    /// <summary>The published keys, the one that signs first.</summary>
    public IReadOnlyList<SigningKey> Published
    {
        get
        {
            lock (gate)
                return keys.Count > 0 ? keys : keys = [SigningKey.Create(SigningAlgorithm.RS256)];
        }
    }

    /// <summary>Signs with a new key from now on, and keeps publishing the old ones or not.</summary>
    public void Rotate(SigningAlgorithm algorithm, bool keepOld)
    {
        var fresh = SigningKey.Create(algorithm);
        var old = keepOld ? Published : [];
        lock (gate)
            keys = [fresh, .. old];
    }
}
