using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>A file goes beyond one of <see cref="ReadingLimits"/>: it is refused whole, at once.</summary>
internal sealed class LimitExceededException(ImportCode code, string text) : IOException(text)
{
    public ImportCode Code { get; } = code;
}
