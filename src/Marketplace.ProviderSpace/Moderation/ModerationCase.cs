using Marketplace.Platform.Decisions;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>A case as operators and its provider see it.</summary>
/// <param name="Offer">The offer's row.</param>
/// <param name="Action">The action's row; null: the whole offer.</param>
/// <param name="PublicId">Of the action, or of the offer's first; null: it has none.</param>
/// <param name="State">Of <see cref="ModerationProcess"/>.</param>
/// <param name="Reports">How often it was pointed at.</param>
/// <param name="Basis">Article or condition of use of the last decision.</param>
/// <param name="Reason">Of the last decision, as the provider reads it.</param>
/// <param name="Plea">Why the provider wants it to be looked at again.</param>
public sealed record ModerationCase(
    Guid Id, long Offer, long? Action, string? PublicId, string Siret, string ProviderName, string Number, string Title, string State,
    DateTime OpenedAt, int Reports, string? Basis, string? Reason, DateTime? DecidedAt, string? Plea, DateTime? PleadedAt)
{
    /// <summary>Characters of a reason or a plea.</summary>
    public const int LongestText = 2000;

    /// <summary>For who decides (docs/decisions/0035).</summary>
    public string Version => StateVersion.Of(Id, State, Reason, Plea);
}

/// <summary>Who pointed at it, and why.</summary>
/// <param name="Source">rule, visitor or operator.</param>
/// <param name="Code">A rule's, or a visitor's reason (<see cref="ReportReasons"/>).</param>
public sealed record ModerationReport(string Source, string Code, string Text, DateTime ReportedAt);

/// <summary>What a visitor may say is wrong.</summary>
public static class ReportReasons
{
    /// <summary>With their labels.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["wrong"] = "Les informations sont fausses ou trompeuses",
        ["promotion"] = "L’offre fait de la publicité, promet un cadeau ou un avantage",
        ["price"] = "Le prix n’est pas le même pour tous, ou n’est pas celui demandé",
        ["certification"] = "L’offre ne mène pas à la certification annoncée",
        ["fraud"] = "Je soupçonne une fraude ou du démarchage",
        ["other"] = "Autre chose",
    };

    /// <summary>Characters of what a visitor adds.</summary>
    public const int LongestText = 500;
}
