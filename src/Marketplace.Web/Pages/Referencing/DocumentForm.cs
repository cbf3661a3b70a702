using System.Diagnostics.CodeAnalysis;
using Marketplace.People.Holders;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>A document of an application.</summary>
public sealed class DocumentForm : Form
{
    public ChoiceField Kind { get; } = new(
        "nature", "Nature de la pièce", Choice.Of(ApplicationWords.Documents), "Choisissez la nature de la pièce.")
    {
        Blank = "Sélectionner",
    };

    public DocumentField File { get; } = new();
}

/// <summary>One file: a picture or a PDF.</summary>
public sealed class DocumentField : UploadField
{
    private const int LongestName = 150;

    [SetsRequiredMembers]
    public DocumentField() : base("piece", "Fichier") =>
        (Hint, Accept) = ("5 Mo au plus, en JPEG, PNG ou PDF", "image/jpeg,image/png,application/pdf");

    /// <summary>What was sent; only of a form without mistakes.</summary>
    public ApplicationFile File { get; private set; } = new("", "", default);

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        if (files is not [{ Length: > 0 } file])
            return "Choisissez un fichier.";
        if (file.Length > ApplicationFile.MaxLength)
            return "Le fichier dépasse 5 Mo. Réduisez sa taille, puis recommencez.";
        using var content = new MemoryStream((int)file.Length);
        file.CopyTo(content);
        if (IdentityDocument.MediaTypeOf(content.GetBuffer().AsSpan(0, (int)content.Length)) is not { } type)
            return "Le fichier n’est ni une image JPEG ou PNG, ni un PDF. Enregistrez-le dans l’un de ces formats, puis recommencez.";
        File = new(FileNames.Clean(file.FileName, type, LongestName), type, content.ToArray());
        return null;
    }
}
