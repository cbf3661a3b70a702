namespace Marketplace.Web.Statements;

/// <summary>PDFsharp keeps its fonts in one place: one document at a time.</summary>
internal static class PdfTurn
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Null: the fonts are not installed (<see cref="StatementFonts"/>).</summary>
    public static async Task<byte[]?> WriteAsync(Func<byte[]> write, CancellationToken cancel)
    {
        await Turn.WaitAsync(cancel);
        try
        {
            return StatementFonts.TryPrepare() ? write() : null;
        }
        finally
        {
            Turn.Release();
        }
    }
}
