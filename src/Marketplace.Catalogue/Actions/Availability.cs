namespace Marketplace.Catalogue.Actions;

/// <summary>Whether one can enrol in a session on a day, and if not, why.</summary>
public enum Availability
{
    /// <summary>One can enrol.</summary>
    Available,
    /// <summary>The provider takes enrolments, but all seats are taken.</summary>
    Full,
    /// <summary>The provider takes no enrolments.</summary>
    Closed,
    /// <summary>The last day to enter is over.</summary>
    Past,
}
