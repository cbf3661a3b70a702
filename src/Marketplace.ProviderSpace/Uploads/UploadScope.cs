namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Whose uploads somebody sees and sends.</summary>
/// <param name="Sirets">Establishments that they may publish for: a file is for one of them.</param>
public sealed record UploadScope(Guid Organisation, IReadOnlyList<string> Sirets);

/// <summary>There is no such upload in the scope.</summary>
public sealed class UnknownUploadException() : Exception("There is no such upload.");
