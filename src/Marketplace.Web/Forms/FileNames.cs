namespace Marketplace.Web.Forms;

/// <summary>Names of files that people send.</summary>
public static class FileNames
{
    /// <summary>Without a path and without what no file name holds; the ending is that of the kind.</summary>
    /// <param name="type">image/jpeg, image/png or application/pdf.</param>
    public static string Clean(string sent, string type, int longest)
    {
        var ending = type switch { "image/jpeg" => ".jpg", "image/png" => ".png", _ => ".pdf" };
        var name = new string([.. Path.GetFileNameWithoutExtension(sent.Replace('\\', '/')).Where(c =>
            char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')]).Trim();
        return (name.Length == 0 ? "piece" : name[..Math.Min(name.Length, longest - ending.Length)]) + ending;
    }
}
