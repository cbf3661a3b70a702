namespace Marketplace.Web.Templating;

/// <summary>
/// Text that is HTML already, and that a page writes as it is; whatever else a template writes is encoded. There is no
/// other way around the encoding: no mark in a template switches it off.
/// </summary>
public sealed class Html
{
    private Html(string text) => Text = text;

    /// <summary>The HTML.</summary>
    public string Text { get; }

    /// <summary>Vouches for the text: it came out of a template, an encoder or <see cref="HtmlCleaner"/>.</summary>
    public static Html Trusted(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
