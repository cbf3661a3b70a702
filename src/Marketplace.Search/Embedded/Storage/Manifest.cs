using System.Text.Json.Serialization;

namespace Marketplace.Search.Embedded.Storage;

/// <summary>What a saved index consists of. Written last; what it does not name does not count.</summary>
internal sealed record Manifest
{
    /// <summary>Layout of the files; another number means a rebuild.</summary>
    public const int CurrentFormat = 2;

    public required int Format { get; init; }

    /// <summary><see cref="Text.TextAnalyser.Version"/> that made the tokens.</summary>
    public required int Analyser { get; init; }

    public required string Position { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required IReadOnlyList<ManifestSegment> Segments { get; init; }

    /// <summary>File with ids and versions of deleted documents.</summary>
    public required string Deleted { get; init; }
}

/// <param name="Deletions">File with the deleted documents' bits, null when none is deleted.</param>
internal sealed record ManifestSegment(string File, int Documents, string? Deletions);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
