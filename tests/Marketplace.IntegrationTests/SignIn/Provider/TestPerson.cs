namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Who signs in, and what the provider knows of them.</summary>
/// <param name="Subject">The "sub" claim.</param>
/// <param name="Claims">What user information says besides "sub": texts, booleans or arrays of texts.</param>
public sealed record TestPerson(string Subject, IReadOnlyDictionary<string, object> Claims)
{
    /// <summary>A learner with the French pivot identity.</summary>
    public static TestPerson Angela { get; } = new("a1b2c3-angela-v1", new Dictionary<string, object>
    {
        ["given_name"] = "Angela Claire Louise",
        ["family_name"] = "DUBOIS",
        ["birthdate"] = "1962-08-24",
        ["gender"] = "female",
        ["birthplace"] = "75107",
        ["birthcountry"] = "99100",
        ["email"] = "angela@example.org",
    });

    /// <summary>A professional of a training organisation, as the provider for professionals describes them.</summary>
    public static TestPerson Professional { get; } = new("d4e5f6-marc", new Dictionary<string, object>
    {
        ["given_name"] = "Marc",
        ["usual_name"] = "Lefèvre",
        ["email"] = "marc.lefevre@example.org",
        ["siret"] = "73282932000074",
        ["uid"] = "marc-lefevre",
    });

    /// <summary>The same person with one claim set.</summary>
    public TestPerson With(string claim, object value) => this with { Claims = new Dictionary<string, object>(Claims) { [claim] = value } };

    /// <summary>The same person with one claim unknown.</summary>
    public TestPerson Without(string claim) => this with { Claims = Claims.Where(c => c.Key != claim).ToDictionary() };
}
