using System.Diagnostics.CodeAnalysis;
using Marketplace.Bookings.Messages;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Bookings.Dossiers;

namespace Marketplace.Web.Pages.ServiceDone;

/// <summary>Files that show that a training was followed.</summary>
public sealed class ProofsField : UploadField
{
    [SetsRequiredMembers]
    public ProofsField() : base("pieces", "Pièces") => (Hint, Accept, Multiple) = (
        $"{MessageFile.MaxCount} fichiers de 5 Mo au plus à la fois, en JPEG, PNG ou PDF", "image/jpeg,image/png,application/pdf", true);

    /// <summary>What was sent.</summary>
    public IReadOnlyList<MessageFile> Files { get; private set; } = [];

    /// <inheritdoc/>
    protected override string? ProblemOf(IReadOnlyList<IFormFile> files)
    {
        var problem = AttachmentsField.Taken(files, out var taken);
        Files = taken;
        return problem;
    }
}
