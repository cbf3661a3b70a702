using System.Globalization;
using System.Net;
using System.Reflection;
using Marketplace.Web.Templating;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Marketplace.Benchmarks.Pages;

/// <summary>
/// The baseline: the same templates by Scriban as it comes, with no more than these templates ask for: a context for each
/// page with its own accessors, models imported by reflection, functions as delegates, partials rendered to a text, the
/// framework's encoder.
/// </summary>
internal sealed class UntunedPages
{
    private readonly Dictionary<string, Template> pages;
    private readonly Dictionary<string, Template> partials;
    private readonly ScriptObject functions = new();

    public UntunedPages(string folder)
    {
        pages = TemplateFile.In(folder, "layouts").Concat(TemplateFile.In(folder, "pages"))
            .ToDictionary(file => file.Name, file => file.Parse());
        partials = TemplateFile.In(folder, "partials").ToDictionary(file => file.Name["partials/".Length..], file => file.Parse());
        functions.Import("asset", (string name) => "/" + name);
        functions.Import("price", (long cents) => FrenchFormat.Price(cents));
        functions.Import("number", (long number) => FrenchFormat.Number(number));
        functions.Import("plural", (long count, string one, string many) => FrenchFormat.Plural(count, one, many));
        functions.Import("date", (DateOnly day) => FrenchFormat.Date(day));
        functions.Import("isoDate", (DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture));
        functions.Import("cleanHtml", (string text) => Html.Trusted(HtmlCleaner.Clean(text)));
        functions.Import("formToken", () => Html.Trusted("<!---->"));
        functions.Import("webLink", (string? text) => SafeLink.Web(text));
        functions.Import("mailLink", (string? text) => SafeLink.Mail(text));
        functions.Import("phoneLink", (string? text) => SafeLink.Phone(text));
        functions.Import("partial",
            (TemplateContext context, string name, object? model = null) => Html.Trusted(Partial(context, name, model)));
    }

    public string Render(string name, object model) =>
        Within(model, new Encoding { MemberRenamer = Rename, LoopLimit = 0, LimitToString = 0 }, pages[name]);

    private string Partial(TemplateContext context, string name, object? model = null)
    {
        context.PushOutput();
        var text = Within(model, context, partials[name]);
        context.PopOutput();
        return text;
    }

    private string Within(object? model, TemplateContext context, Template template)
    {
        var names = new ScriptObject { ["model"] = model };
        if (model is not (null or string or System.Collections.IEnumerable))
            names.Import(model, renamer: Rename);
        context.PushGlobal(names);
        context.PushGlobal(functions);
        var text = template.Render(context);
        context.PopGlobal();
        context.PopGlobal();
        return text;
    }

    private static string Rename(MemberInfo member) => char.ToLowerInvariant(member.Name[0]) + member.Name[1..];

    private sealed class Encoding : TemplateContext
    {
        public override TemplateContext Write(SourceSpan span, object? textAsObject) =>
            Write(textAsObject is Html html ? html.Text : WebUtility.HtmlEncode(ObjectToString(textAsObject)));

        public override bool ToBool(SourceSpan span, object? value) => value switch
        {
            string text => text.Length > 0,
            System.Collections.ICollection list => list.Count > 0,
            int or long => Convert.ToBoolean(value, CultureInfo.InvariantCulture),
            _ => base.ToBool(span, value),
        };
    }
}
