namespace Marketplace.Platform.Data;

/// <summary>
/// The program cannot start or go on for a reason that the person who runs it can mend.
/// The message is French, complete and meant to be shown alone, without a stack trace.
/// </summary>
public sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner);
