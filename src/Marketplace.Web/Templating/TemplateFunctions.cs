using System.Globalization;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Templating.Rendering;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Marketplace.Web.Templating;

/// <summary>What templates can do beyond naming values: partials, formats, cleaned HTML and checked links.</summary>
public static class TemplateFunctions
{
    private static readonly Html TokenMark = Html.Trusted(FormToken.Mark);

    /// <param name="asset">Address of a static asset by its path below wwwroot.</param>
    /// <param name="partials">By their path below <c>partials/</c>.</param>
    public static ScriptObject Of(Func<string, string> asset, IReadOnlyDictionary<string, Template> partials) => new()
    {
        // {{ partial "notice" notice }}: another template, which sees only what it is given
        ["partial"] = new TemplateFunction(1, 2, (context, caller, arguments) => Partial(context, caller, arguments, partials)),

        // {{ asset "css/marketplace.css" }}: its address, with the fingerprint of what it holds
        ["asset"] = Format(value => asset((string)value)),

        // {{ url "account.identity" }}, {{ url "order.order" organisation id }}: an address of the site (Addresses/), its values escaped
        ["url"] = new TemplateFunction(1, 1 + AddressPattern.MostValues, Url),

        // {{ price cents }} → 1 450,00 €
        ["price"] = Format(value => FrenchFormat.Price(Whole(value))),

        // {{ number n }} → 12 345
        ["number"] = Format(value => FrenchFormat.Number(Whole(value))),

        // {{ date day }} → 11 janvier 2027
        ["date"] = Format(value => FrenchFormat.Date((DateOnly)value)),

        // {{ isoDate day }} → 2027-01-11, for datetime attributes
        ["isoDate"] = Format(value => ((DateOnly)value).ToString("O", CultureInfo.InvariantCulture)),

        // {{ moment instant }} → 26 novembre 2026 à 14 h 30
        ["moment"] = Format(value =>
            ParisTime.InWords(value as DateTimeOffset? ?? new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc)))),

        // {{ plural n "formation" "formations" }} → 812 formations
        ["plural"] = new TemplateFunction(3, 3, (_, caller, arguments) =>
            FrenchFormat.Plural(Whole(Given(caller, arguments)), (string)arguments[1]!, (string)arguments[2]!)),

        // {{ cleanHtml text }}: a provider's HTML or plain text, through the allow-list
        ["cleanHtml"] = Format(value => Html.Trusted(HtmlCleaner.Clean((string)value))),

        // {{ formToken }}: the hidden field that every form which posts must carry
        ["formToken"] = new TemplateFunction(0, 0, (_, _, _) => TokenMark),

        // {{ if webLink url }}<a href="{{ webLink url }}">…{{ else }}not a link{{ end }}; mailLink and phoneLink alike
        ["webLink"] = Link(SafeLink.Web),
        ["mailLink"] = Link(SafeLink.Mail),
        ["phoneLink"] = Link(SafeLink.Phone),

        IsReadOnly = true,
    };

    private static object? Partial(
        RenderContext context, ScriptNode? caller, ScriptArray arguments, IReadOnlyDictionary<string, Template> partials)
    {
        if (arguments[0] is not string name || !partials.TryGetValue(name, out var partial))
            throw new ScriptRuntimeException(caller?.Span ?? context.CurrentSpan, $"There is no partial `{arguments[0]}`.");
        context.PushGlobal(new ModelScope(arguments[1], context.BuiltinObject));
        try
        {
            // Written as it goes: as a returned text, as Scriban's include has it, it would be encoded once more.
            context.Evaluate(partial.Page, aliasReturnedFunction: false);
        }
        finally
        {
            context.PopGlobal();
        }
        return null;
    }

    private static string Url(RenderContext context, ScriptNode? caller, ScriptArray arguments)
    {
        // What is left out is null, and so is what the model does not have: too few values either way.
        var values = arguments.Skip(1).TakeWhile(value => value is not null).Cast<object>().ToArray();
        try
        {
            return AddressTable.Of((string)Given(caller, arguments), values);
        }
        catch (ArgumentException unknown)
        {
            throw new ScriptRuntimeException(caller?.Span ?? context.CurrentSpan, unknown.Message, unknown);
        }
    }

    private static TemplateFunction Format(Func<object, object?> format) =>
        new(1, 1, (_, caller, arguments) => format(Given(caller, arguments)));

    /// <summary>The link when the text is one, else nothing.</summary>
    private static TemplateFunction Link(Func<string?, string?> check) => new(1, 1, (_, _, arguments) => check((string?)arguments[0]));

    private static long Whole(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static object Given(ScriptNode? caller, ScriptArray arguments) => arguments[0]
        ?? throw new ScriptRuntimeException(caller?.Span ?? default, $"`{caller}` was given no value.");
}
