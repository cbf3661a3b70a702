using System.Buffers;
using Scriban.Runtime;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>Collects a page in one buffer, kept for the next page unless it has grown out of the usual.</summary>
internal sealed class RenderOutput : IScriptOutput
{
    private const int Usual = 32 * 1024;
    private const int MostKept = 512 * 1024;
    private ArrayBufferWriter<char> written = new(Usual);

    public void Write(string text, int offset, int count) => written.Write(text.AsSpan(offset, count));

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    public void Clear()
    {
        if (written.Capacity > MostKept)
            written = new ArrayBufferWriter<char>(Usual);
        else
            written.ResetWrittenCount();
    }

    public override string ToString() => new(written.WrittenSpan);
}
