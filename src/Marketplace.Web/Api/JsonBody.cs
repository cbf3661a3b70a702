using System.Text;
using System.Text.Json;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api;

/// <summary>
/// A JSON document that a program sent, with nothing in the address's query: of bounded size and depth, each name once, whole
/// characters only.
/// </summary>
/// <param name="Document">Null: <paramref name="Refusal"/> says why.</param>
public sealed record JsonBody(JsonDocument? Document, IResult? Refusal)
{
    /// <summary>Far more than any body that an address of ours takes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.Query.Count > 0)
            return new JsonBody(null, ApiProblem.Parameters(request.Query.Keys.Select(ActionsEndpoint.UnknownParameter)));
        if (!request.HasJsonContentType())
            return Refused(StatusCodes.Status415UnsupportedMediaType, "Format inattendu",
                "Envoyez du JSON, avec l’en-tête Content-Type: application/json.");
        if (await BytesAsync(request, cancel) is not { } bytes)
            return Refused(StatusCodes.Status413PayloadTooLarge, "Envoi trop volumineux",
                $"Le corps de la demande dépasse {MaxBytes / 1024} Ko.");
        try
        {
            // Before it is read: the document itself fails only where such a text is asked for, and not with a JsonException.
            return HasBrokenText(bytes.Span)
                ? Refused(StatusCodes.Status400BadRequest, "JSON illisible", "Un texte contient un demi-caractère (la moitié d’une paire d’échappements \\u) ou des octets qui ne sont pas de l’UTF-8.")
                : new JsonBody(JsonDocument.Parse(bytes, Strict), null);
        }
        catch (JsonException failure)
        {
            return Refused(StatusCodes.Status400BadRequest, "JSON illisible",
                $"Le texte envoyé n’est pas du JSON bien formé, ou nomme deux fois la même valeur (ligne {failure.LineNumber + 1}, octet {failure.BytePositionInLine}).");
        }
    }

    /// <summary>Null when there are too many.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BytesAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        var buffer = new byte[MaxBytes + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (read > MaxBytes)
            return null;
        var bytes = buffer.AsMemory(0, read);
        return bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    private static bool HasBrokenText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
        return false;
    }

    private static JsonBody Refused(int status, string title, string detail) => new(null, ApiProblem.Of(status, title, detail));
}
