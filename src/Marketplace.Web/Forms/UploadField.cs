namespace Marketplace.Web.Forms;

/// <summary>Files; model of <c>fields/upload</c>. A browser does not send them twice: after a refusal they are chosen again.</summary>
public abstract class UploadField(string name, string label) : Field(name, label)
{
    /// <summary>Kinds that the browser offers first.</summary>
    public required string Accept { get; init; }
    public bool Multiple { get; init; }

    internal override void Read(PostedForm posted)
    {
        if (ProblemOf(posted.Files.GetFiles(Name)) is { } problem)
            Refuse(problem);
    }

    /// <summary>Takes the files, or says what is wrong with them.</summary>
    protected abstract string? ProblemOf(IReadOnlyList<IFormFile> files);
}
