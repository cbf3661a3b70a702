using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>openapi.json, and whether an answer is what it promises.</summary>
public sealed partial class DescribedApi(JsonElement document)
{
    /// <summary>Method and path of each operation, without the types of values.</summary>
    public IReadOnlySet<string> Operations => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).ToHashSet();

    public static async Task<DescribedApi> ReadAsync(HttpClient client) => new(JsonDocument.Parse(
        await client.GetStringAsync("/api/v1/openapi.json", TestContext.Current.CancellationToken)).RootElement);

    /// <summary>The path of an operation by its name: a client is written against names.</summary>
    public (string Method, string Path) Of(string operation) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => (Method: method, Path: path.Name)))
        .Where(one => one.Method.Value.TryGetProperty("operationId", out var id) && id.GetString() == operation)
        .Select(one => (one.Method.Name.ToUpperInvariant(), one.Path)).Single();

    /// <summary>The status of an answer is described, and its JSON has no member and no type beside the schema's.</summary>
    public async Task<JsonElement> CheckAsync(string operation, HttpResponseMessage answer)
    {
        var (method, path) = Of(operation);
        var responses = document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(responses.TryGetProperty(status, out var described), $"{operation} answers {status}, which is not described.");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!described.TryGetProperty("content", out var content) || text.Length == 0)
            return default;
        Assert.True(content.TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out var media),
            $"{operation}: {answer.Content.Headers.ContentType}");
        var json = JsonDocument.Parse(text).RootElement;
        if (answer.IsSuccessStatusCode)
            Check(json, media.GetProperty("schema"), operation);
        return json;
    }

    private void Check(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(value, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), at);
            return;
        }
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            if (value.ValueKind != JsonValueKind.Null)
                Check(value, choices.EnumerateArray().Last(), at);
            return;
        }
        if (value.ValueKind == JsonValueKind.Null)
        {
            Assert.True(Types(schema).Contains("null"), $"{at} is null, which is not described.");
            return;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(schema.TryGetProperty("properties", out var known), $"{at} has members that are not described.");
                foreach (var member in value.EnumerateObject())
                {
                    Assert.True(known.TryGetProperty(member.Name, out var own), $"{at}.{member.Name} is not described.");
                    Check(member.Value, own, $"{at}.{member.Name}");
                }
                if (schema.TryGetProperty("required", out var required))
                    Assert.All(required.EnumerateArray(),
                        name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{at}.{name} is missing."));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Check(item, schema.GetProperty("items"), $"{at}[]");
                break;
            default:
                var type = value.ValueKind switch
                {
                    JsonValueKind.String => "string",
                    JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
                    _ => "boolean",
                };
                Assert.True(Types(schema) is var types && (types.Contains(type) || (type == "integer" && types.Contains("number"))),
                    $"{at} is a {type}, described as {schema}.");
                break;
        }
    }

    private static IReadOnlyList<string> Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    /// <summary>A route's pattern as openapi.json writes it.</summary>
    public static string PathOf(string pattern) => Constraint().Replace(pattern, "}");

    [GeneratedRegex(@":[a-z]+(\([^)]*\))?\}")]
    private static partial Regex Constraint();
}
