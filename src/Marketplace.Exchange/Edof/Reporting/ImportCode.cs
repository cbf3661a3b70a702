namespace Marketplace.Exchange.Edof.Reporting;

public enum Severity
{
    /// <summary>The item is refused.</summary>
    Error,
    /// <summary>The item goes in; the provider should look at it.</summary>
    Warning,
}

/// <summary>A code of the import report.</summary>
/// <param name="Code">Official number, or M followed by three digits for ours.</param>
/// <param name="Meaning">What it says, in French.</param>
/// <param name="Remedy">How to mend it; closes each message.</param>
public sealed record ImportCode(string Code, Severity Severity, string Meaning, string Remedy);
