namespace Marketplace.Web.Searching.Log;

/// <summary>Settings <c>QueryLog__...</c>.</summary>
public sealed class QueryLogSettings
{
    public const string Section = "QueryLog";

    /// <summary>False: no search is kept, and nothing is made of those that are.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Days that rows stay. 90 since 2026-11-26: the longest period of the operator's report, one season.</summary>
    public int KeepDays { get; set; } = 90;
}
