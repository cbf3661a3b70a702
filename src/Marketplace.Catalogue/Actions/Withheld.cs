namespace Marketplace.Catalogue.Actions;

/// <summary>Why an action of a catalogue is not shown.</summary>
public enum Withheld
{
    /// <summary>It is shown, unless it is archived.</summary>
    No,
    /// <summary>Its provider suspended the offer.</summary>
    Suspended,
    /// <summary>An operator withdrew it.</summary>
    Withdrawn,
}
