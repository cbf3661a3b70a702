namespace Marketplace.Platform.Data;

/// <summary>The folder of this installation's own files: private database server, search index, locks.</summary>
/// <param name="Path">Absolute; exists.</param>
public sealed record DataDirectory(string Path)
{
    /// <summary>Makes the folder if needed. A relative path belongs to the caller's folder.</summary>
    public static DataDirectory At(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(full))
            {
                Directory.CreateDirectory(full);
                // The database's own user must be able to pass through, not to list.
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(full, (UnixFileMode)0b111_001_001);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                $"Le dossier de données {full} ne peut pas être créé ({failure.Message}). Choisissez-en un autre avec Data__Directory.");
        }
        return new DataDirectory(full);
    }
}
