using System.Diagnostics.CodeAnalysis;
using Marketplace.Bookings.Messages;
using Marketplace.People.Holders;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>Files that go with a message; none is fine.</summary>
public sealed class AttachmentsField : UploadField
{
    private const int LongestName = 150;

    [SetsRequiredMembers]
    public AttachmentsField() : base("pieces", "Pièces jointes") => (Hint, Accept, Multiple, Required) = (
        $"{MessageFile.MaxCount} fichiers de 5 Mo au plus, en JPEG, PNG ou PDF", "image/jpeg,image/png,application/pdf", true, false);

    /// <summary>What was sent.</summary>
    public IReadOnlyList<MessageFile> Files { get; private set; } = [];

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        var problem = Taken(files, out var taken);
        Files = taken;
        return problem;
    }

    /// <summary>What is wrong with files of a dossier; null: nothing, and they are taken.</summary>
    internal static string? Taken(IReadOnlyList<IFormFile> files, out IReadOnlyList<MessageFile> taken)
    {
        taken = [];
        if (files.Count > MessageFile.MaxCount)
            return $"Joignez {MessageFile.MaxCount} fichiers au plus.";
        if (files.Any(file => file.Length is 0 or > MessageFile.MaxLength))
            return "Un fichier est vide ou dépasse 5 Mo. Réduisez sa taille, puis recommencez.";
        var sound = files.Select(FileOf).OfType<MessageFile>().ToList();
        if (sound.Count < files.Count)
            return "Un fichier n’est ni une image JPEG ou PNG, ni un PDF. Enregistrez-le dans l’un de ces formats, puis recommencez.";
        taken = sound;
        return null;
    }

    /// <summary>Null: neither picture nor PDF. Files of a form are in memory already.</summary>
    private static MessageFile? FileOf(IFormFile file)
    {
        using var content = new MemoryStream((int)file.Length);
        file.CopyTo(content);
        return IdentityDocument.MediaTypeOf(content.GetBuffer().AsSpan(0, (int)content.Length)) is { } type
            ? new MessageFile(FileNames.Clean(file.FileName, type, LongestName), type, content.ToArray()) : null;
    }
}
