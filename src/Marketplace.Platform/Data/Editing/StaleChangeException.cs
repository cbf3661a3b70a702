namespace Marketplace.Platform.Data.Editing;

/// <summary>What somebody changes was changed by somebody else in the same moment. Nothing of it was kept.</summary>
public sealed class StaleChangeException(Exception? cause = null)
    : Exception("A row changed after it was read.", cause);
