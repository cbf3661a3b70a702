using System.Buffers;
using System.Text;

namespace Marketplace.Web.Forms;

/// <summary>
/// A form as it came: fields are single unless asked for as a list, of bounded length, trimmed and without control
/// characters. A field given twice, or with bytes no browser sends, is an attack or a mistake: 400.
/// </summary>
public sealed class PostedForm
{
    private readonly IFormCollection _form;

    private PostedForm(IFormCollection form) => _form = form;

    /// <exception cref="BadHttpRequestException">Not a form.</exception>
    public static async Task<PostedForm> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType)
            throw new BadHttpRequestException("A form is expected.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return new PostedForm(await request.ReadFormAsync(cancel));
        }
        catch (InvalidDataException failure)
        {
            throw new BadHttpRequestException("The form is beyond its limits.", StatusCodes.Status413PayloadTooLarge, failure);
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form ends before its end.", StatusCodes.Status400BadRequest, failure);
        }
        catch (NotSupportedException failure)
        {
            // Encodings that .NET refuses to read, such as UTF-7.
            throw new BadHttpRequestException(
                "The form is in an encoding that no browser sends.", StatusCodes.Status415UnsupportedMediaType, failure);
        }
    }

    public IFormFileCollection Files => _form.Files;

    /// <summary>A field; empty when it is absent.</summary>
    /// <param name="max">Characters beyond which the request is refused.</param>
    public string Text(string name, int max = 254) =>
        Checked(_form[name].Count <= 1 ? _form[name].ToString() : throw Refused(), max).Trim();

    /// <summary>A text of several lines; ends of lines come as line feeds.</summary>
    /// <param name="max">Characters beyond which the request is refused.</param>
    public string Lines(string name, int max)
    {
        var text = _form[name].Count <= 1 ? _form[name].ToString().ReplaceLineEndings("\n") : throw Refused();
        Checked(text.Replace('\n', ' ').Replace('\t', ' '), max);
        return text.Trim();
    }

    /// <summary>A secret: as typed, blanks included.</summary>
    public string Secret(string name, int max = 500) => Checked(_form[name].Count <= 1 ? _form[name].ToString() : throw Refused(), max);

    /// <summary>Those of the choices that were ticked, each once; others are refused.</summary>
    public IReadOnlyList<string> Ticked(string name, IReadOnlyCollection<string> choices)
    {
        var ticked = _form[name].Select(value => value ?? "").Distinct().ToList();
        return ticked.Count <= choices.Count && ticked.TrueForAll(choices.Contains) ? ticked : throw Refused();
    }

    /// <summary>An internal id.</summary>
    public Guid Id(string name) => Guid.TryParseExact(Text(name, 36), "D", out var id) ? id : throw Refused();

    /// <summary>Internal ids of what was ticked in a list, each once.</summary>
    /// <param name="most">Rows of the list.</param>
    public IReadOnlyList<Guid> Ids(string name, int most)
    {
        var ids = _form[name].Select(value => Guid.TryParseExact(value, "D", out var id) ? id : throw Refused()).Distinct().ToList();
        return ids.Count <= most ? ids : throw Refused();
    }

    private static string Checked(string text, int max) =>
        text.Length <= max && IsPlain(text) ? text : throw Refused();

    /// <summary>Whole characters and no control characters, in one pass.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var character, out var length) != OperationStatus.Done || Rune.IsControl(character))
                return false;
            text = text[length..];
        }
        return true;
    }

    private static BadHttpRequestException Refused() => new("A field is not what our form sends.", StatusCodes.Status400BadRequest);
}
