namespace Marketplace.Platform.Decisions;

/// <summary>Something that stands or does not, with the moment since when: a suspension, a litigation hold.</summary>
/// <param name="Since">Null: it does not stand.</param>
/// <param name="Kind">Keeps the versions of different things apart.</param>
public sealed record Standing(DateTime? Since, string Kind)
{
    /// <summary>For who decides on it.</summary>
    public string Version => StateVersion.Of(Kind, Since);
}
