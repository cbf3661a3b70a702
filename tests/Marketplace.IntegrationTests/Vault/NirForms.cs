using System.Buffers;
using System.Globalization;
using System.Text;

namespace Marketplace.IntegrationTests.Vault;

/// <summary>The ways in which a social security number could stand somewhere by mistake.</summary>
public sealed class NirForms
{
    private readonly SearchValues<string> _forms;

    /// <param name="numbers">15 characters each.</param>
    public NirForms(params string[] numbers) =>
        _forms = SearchValues.Create([.. numbers.SelectMany(Forms).Distinct()], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has one of them.</summary>
    public bool AreIn(string text) => text.AsSpan().ContainsAny(_forms);

    private static IEnumerable<string> Forms(string nir)
    {
        var body = nir[..13];
        foreach (var text in new[] { body, WithBlanks(body, " "), WithBlanks(body, "\u00A0"), WithBlanks(body, "-"),
            WithBlanks(body, ".") })
        {
            yield return text;
            yield return Uri.EscapeDataString(text);
            yield return Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
            foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })
            {
                yield return Convert.ToHexString(bytes);
                foreach (var form in Base64Forms(bytes))
                    yield return form;
            }
        }
        // As a number, in the two orders of bytes.
        var number = BitConverter.GetBytes(long.Parse(nir, CultureInfo.InvariantCulture))[..7];
        yield return Convert.ToHexString(number);
        yield return Convert.ToHexString([.. number.Reverse()]);
    }

    /// <summary>The number as people write it: 2 85 02 69 123 001.</summary>
    public static string WithBlanks(string nir, string blank) =>
        string.Join(blank, new[] { nir[..1], nir[1..3], nir[3..5], nir[5..7], nir[7..10], nir[10..13] }.Concat(
            nir.Length > 13 ? [nir[13..]] : []));

    /// <summary>What stays the same of a base64 text wherever the bytes begin in it.</summary>
    private static IEnumerable<string> Base64Forms(byte[] bytes) => Enumerable.Range(0, 3).Select(before =>
    {
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        return text[(before == 0 ? 0 : before + 1)..^2];
    });
}
