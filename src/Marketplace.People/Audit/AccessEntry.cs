namespace Marketplace.People.Audit;

/// <summary>What kind of operation an entry of the access log records.</summary>
public enum AccessOperation
{
    LookUp,
    Change,
    SignIn,
    SignOut,
    /// <summary>Somebody was not let in or not let through.</summary>
    Refusal,
}

/// <summary>One line of the access log (R6323-40), beside who and when.</summary>
/// <param name="Nature">Name of the action in the table of rights, such as <c>holder.file.view</c>.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Subject">Whose data: an account.</param>
/// <param name="Object">What else it was about, such as <c>organisation:…</c> or the reason of a refusal. Never personal data.</param>
public sealed record AccessEntry(string Nature, AccessOperation Operation, Guid? Subject = null, string? Object = null);
