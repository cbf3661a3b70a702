namespace Marketplace.Platform.Backup;

/// <summary>Words for objects that no migration makes.</summary>
internal static class ForeignObjects
{
    private const int Shown = 5;
    private const int MostCharacters = 100;

    /// <summary>The first few, without characters that would disturb a terminal.</summary>
    public static string Text(IReadOnlyList<string> objects) =>
        string.Join(", ", objects.Take(Shown).Select(Plain)) + (objects.Count > Shown ? $" et {objects.Count - Shown} autres" : "");

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(MostCharacters));
}
