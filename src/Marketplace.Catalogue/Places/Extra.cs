namespace Marketplace.Catalogue.Places;

/// <summary>
/// An <c>extra</c> or <c>extras</c> that has no field of its own here: kept so that an export gives it back.
/// </summary>
/// <param name="Info">The <c>info</c> attribute.</param>
/// <param name="Number">The <c>numero</c> attribute.</param>
/// <param name="Text">The text of an <c>extra</c>; null for a group (<c>extras</c>).</param>
/// <param name="Children">The members of a group.</param>
/// <param name="Markup">Inner XML of an <c>extra</c> that holds elements, which the format allows; never shown as is.</param>
public sealed record Extra(string? Info, string? Number, string? Text, IReadOnlyList<Extra>? Children = null, string? Markup = null);
