namespace Marketplace.Search.Text;

/// <summary>The reviewed word lists beside this code, built into the assembly; # starts a comment.</summary>
internal static class TextResource
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(TextResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The list {name} is not built into the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var comment = line.IndexOf("# ", StringComparison.Ordinal);
            var text = (comment >= 0 ? line[..comment] : line).Trim();
            if (text.Length > 0 && text != "#")
                yield return text;
        }
    }
}
