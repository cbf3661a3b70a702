using Marketplace.Platform.Decisions;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>A draft as forms show it.</summary>
/// <param name="Shown">Version of the published offer that it changes; empty for a new one.</param>
/// <param name="Base">That offer as it was; null for a new one.</param>
/// <param name="Version">Carried by forms, so that two people do not overwrite each other (docs/decisions/0035).</param>
public sealed record Draft(
    Guid Id, string Siret, string Number, string Shown, DraftContent? Base, DraftContent Content, string Version, DateTimeOffset ChangedAt)
{
    /// <summary>Nothing was ever published under its number, as far as it knows.</summary>
    public bool IsNew => Shown == StateVersion.None;

    /// <summary>Empty while nobody wrote one.</summary>
    public string Title => Content.Fields.GetValueOrDefault(DraftFields.Title, "");

    internal static Draft Of(OfferDraftRow row) => new(
        row.Id, row.Siret, row.Number, row.Shown, row.Base is { } was ? DraftContent.Read(was) : null, DraftContent.Read(row.Content),
        VersionOf(row), row.ChangedAt);

    internal static string VersionOf(OfferDraftRow row) => StateVersion.Of(row.Id, row.RowVersion);
}
