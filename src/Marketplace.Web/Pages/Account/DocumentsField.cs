using System.Diagnostics.CodeAnalysis;
using Marketplace.People.Holders;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Account;

/// <summary>One or two identity documents.</summary>
public sealed class DocumentsField : UploadField
{
    [SetsRequiredMembers]
    public DocumentsField() : base("documents", "Pièce d’identité") =>
        (Hint, Accept, Multiple) = (
            "Un ou deux fichiers de 5 Mo au plus, en JPEG, PNG ou PDF", "image/jpeg,image/png,application/pdf", true);

    /// <summary>What was sent.</summary>
    public IReadOnlyList<IdentityDocument> Documents { get; private set; } = [];

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        if (files.Count is 0 or > IdentityDocument.MaxCount)
            return "Joignez un ou deux fichiers : le recto et le verso de votre carte, ou la page de votre passeport.";
        if (files.Any(file => file.Length is 0 or > IdentityDocument.MaxLength))
            return "Un fichier est vide ou dépasse 5 Mo. Réduisez sa taille, puis recommencez.";
        var documents = files.Select(DocumentOf).OfType<IdentityDocument>().ToList();
        if (documents.Count < files.Count)
            return "Un fichier n’est ni une image JPEG ou PNG, ni un PDF. Enregistrez-le dans l’un de ces formats, puis recommencez.";
        Documents = documents;
        return null;
    }

    /// <summary>Null: neither picture nor PDF. Files of a form are in memory already.</summary>
    private static IdentityDocument? DocumentOf(IFormFile file)
    {
        using var content = new MemoryStream((int)file.Length);
        file.CopyTo(content);
        return IdentityDocument.MediaTypeOf(content.GetBuffer().AsSpan(0, (int)content.Length)) is { } type
            ? new IdentityDocument(type, content.ToArray()) : null;
    }
}
