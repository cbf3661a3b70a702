using System.Text;

namespace Marketplace.People.Accounts;

/// <summary>
/// What a password must be: 12 to 128 characters of any kind, and not easy to guess. No rule of composition: CNIL,
/// délibération 2022-100 of 21 July 2022, asks for a strength against guessing, and composition rules lead to
/// « Motdepasse1! ».
/// </summary>
public static class PasswordRules
{
    /// <summary>The fewest characters, counted as Unicode code points.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters: hashing a password without end would be a way to keep the server busy.</summary>
    public const int MaxLength = 128;

    /// <summary>zxcvbn's time grows with the length; a password strong in its first 64 characters is strong.</summary>
    private const int Judged = 64;

    private const string Separators = " -_.,'";

    /// <summary>On zxcvbn’s scale of 0 to 4: withstands some 10^10 guesses (version 1 of the package, which reckons in entropy).</summary>
    private const int MinScore = 3;

    /// <summary>Built once: it reads its word lists, some 30 ms.</summary>
    private static readonly Lazy<Zxcvbn.Zxcvbn> Estimator = new(() => new Zxcvbn.Zxcvbn());

    /// <summary>What is wrong with a password and how to mend it, in French; null when it is good.</summary>
    /// <param name="personal">What others may know of the person: e-mail address, names, the name of the service.</param>
    public static string? Problem(string password, IEnumerable<string> personal)
    {
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
            return $"Le mot de passe doit compter au moins {MinLength} caractères ; celui-ci en compte {length}. Une suite de quatre mots sans rapport entre eux convient.";
        if (length > MaxLength)
            return $"Le mot de passe doit compter au plus {MaxLength} caractères ; celui-ci en compte {length}.";
        var known = Known(personal);
        if (known.Contains(password.ToLowerInvariant()))
            return "Le mot de passe ne doit pas être votre adresse électronique, votre nom ou le nom du service. Choisissez par exemple quatre mots sans rapport entre eux.";
        return Guessable(password, known)
            ? "Ce mot de passe est trop facile à deviner : évitez les mots de passe courants, les suites, les répétitions, les dates et ce qu’on sait de vous. Choisissez par exemple quatre mots sans rapport entre eux."
            : null;
    }

    /// <summary>Judged with separators and without: zxcvbn takes the full stops of « dupont.marie.85 » for strength.</summary>
    private static bool Guessable(string password, HashSet<string> known)
    {
        var joined = string.Concat(password.Where(c => !Separators.Contains(c)));
        return Weak(password) || (joined.Length > 0 && joined.Length < password.Length && Weak(joined));

        bool Weak(string text) => Estimator.Value.EvaluatePassword(ToJudge(text), known).Score < MinScore;
    }

    /// <summary>What zxcvbn judges: « 123123123123 » is worth no more than « 123 », which this version of it does not see.</summary>
    private static string ToJudge(string password)
    {
        var period = 1;
        while (period < password.Length && !password.AsSpan(period).SequenceEqual(password.AsSpan(0, password.Length - period)))
            period++;
        return password[..Math.Min(period, Judged)];
    }

    /// <summary>The words to guess first, in lower case: whole entries, their parts, and the words that French people use most.</summary>
    private static HashSet<string> Known(IEnumerable<string> personal)
    {
        var known = new HashSet<string>(CommonPasswordWords.French, StringComparer.Ordinal);
        foreach (var entry in personal.Where(e => !string.IsNullOrWhiteSpace(e)).Select(e => e.Trim().ToLowerInvariant()))
        {
            known.Add(entry);
            known.Add(entry.Split('@')[0]);
            known.UnionWith(Parts(entry));
            known.Add(string.Concat(Parts(entry)));
        }
        known.RemoveWhere(word => word.Length < 3);
        return known;
    }

    private static IEnumerable<string> Parts(string entry)
    {
        var part = new StringBuilder();
        foreach (var c in entry)
        {
            if (char.IsLetterOrDigit(c))
                part.Append(c);
            else if (part.Length > 0)
            {
                yield return part.ToString();
                part.Clear();
            }
        }
        if (part.Length > 0)
            yield return part.ToString();
    }
}
