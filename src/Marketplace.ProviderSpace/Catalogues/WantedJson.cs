using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Marketplace.Catalogue.Offers;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>Offers in JSON, strictly: every name known and given once, texts whole, ways of teaching by their words.</summary>
public static partial class WantedJson
{
    private const int MaxDepth = 32;

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = MaxDepth,
        Converters = { new ModalityWords() },
    };

    private static readonly Dictionary<Modality, string> Words = new()
    {
        [Modality.InPerson] = "in-person", [Modality.Blended] = "blended", [Modality.Remote] = "remote",
    };

    /// <summary>Words for the ways of teaching.</summary>
    public static IReadOnlyCollection<string> Modalities => Words.Values;

    /// <summary>The word for a way of teaching.</summary>
    public static string Word(Modality modality) => Words[modality];

    /// <summary>Reads a value, or says what of it cannot be read.</summary>
    public static (T? Value, WantedProblem? Problem) Read<T>(ReadOnlySpan<byte> utf8) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options) is { } value
                ? (value, null) : (null, new("body", "Un objet JSON est attendu."));
        }
        catch (JsonException failure)
        {
            return (null, ProblemOf(failure));
        }
    }

    /// <summary>A value with a JSON merge patch (RFC 7396) laid over it.</summary>
    public static (T? Value, WantedProblem? Problem) Patched<T>(T value, JsonObject patch) where T : class
    {
        var node = JsonSerializer.SerializeToNode(value, Options)!.AsObject();
        Lay(patch, node);
        return Read<T>(JsonSerializer.SerializeToUtf8Bytes(node, Options));
    }

    private static void Lay(JsonObject patch, JsonObject target)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject members && target[name] is JsonObject own)
                Lay(members, own);
            else
                target[name] = value.DeepClone();
    }

    private static WantedProblem ProblemOf(JsonException failure)
    {
        var path = failure.Path is { Length: > 2 } at ? at[2..] : "body";
        // The reader's own words are English; the names that it misses are what helps.
        return MissingNames().Match(failure.Message) is { Success: true } missing
            ? new(path, $"Il manque : {missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}.")
            : new(path, "Cette valeur est inconnue, donnée deux fois, ou d’un autre type que celui qui est attendu.");
    }

    [GeneratedRegex(@"missing required properties including: (.*)\.")]
    private static partial Regex MissingNames();

    private sealed class ModalityWords : JsonConverter<Modality>
    {
        public override Modality Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return Words.FirstOrDefault(known => known.Value == word) is { Value: not null } found ? found.Key : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, Modality value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Words[value]);
    }
}
