namespace Marketplace.People.Tokens;

/// <summary>What a token lets a program do with its holder's bookings.</summary>
public static class TokenScopes
{
    public const string Read = "read";

    /// <summary>Read, and act: accept, give up, cancel, move.</summary>
    public const string Act = "act";

    /// <summary>With their names on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [Read] = "Lire mes dossiers",
        [Act] = "Lire mes dossiers et agir à ma place (accepter, renoncer, annuler, changer de session)",
    };
}
