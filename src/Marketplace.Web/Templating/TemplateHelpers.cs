using System.Globalization;
using HandlebarsDotNet;
using Marketplace.Core.Time;

namespace Marketplace.Web.Templating;

/// <summary>What templates can do beyond naming values: formats, cleaned HTML and checked links.</summary>
public static class TemplateHelpers
{
    /// <param name="asset">Address of a static asset by its path below wwwroot.</param>
    public static void Register(IHandlebars handlebars, Func<string, string> asset)
    {
        // {{asset "css/marketplace.css"}}: its address, with the fingerprint of what it holds
        handlebars.RegisterHelper("asset", (output, _, arguments) => output.Write(asset((string)Value(arguments, "asset"))));

        // {{price cents}} → 1 450,00 €
        handlebars.RegisterHelper("price", (output, _, arguments) =>
            output.Write(FrenchFormat.Price(Convert.ToInt64(Value(arguments, "price"), CultureInfo.InvariantCulture))));

        // {{number n}} → 12 345
        handlebars.RegisterHelper("number", (output, _, arguments) =>
            output.Write(FrenchFormat.Number(Convert.ToInt64(Value(arguments, "number"), CultureInfo.InvariantCulture))));

        // {{date day}} → 11 janvier 2027
        handlebars.RegisterHelper("date", (output, _, arguments) =>
            output.Write(FrenchFormat.Date((DateOnly)Value(arguments, "date"))));

        // {{isoDate day}} → 2027-01-11, for datetime attributes
        handlebars.RegisterHelper("isoDate", (output, _, arguments) =>
            output.Write(((DateOnly)Value(arguments, "isoDate")).ToString("O", CultureInfo.InvariantCulture)));

        // {{distance km}} → 3,2 km
        handlebars.RegisterHelper("distance", (output, _, arguments) =>
            output.Write(FrenchFormat.Distance(Convert.ToDouble(Value(arguments, "distance"), CultureInfo.InvariantCulture))));

        // {{plural n "formation" "formations"}} → 812 formations
        handlebars.RegisterHelper("plural", (output, _, arguments) =>
            output.Write(FrenchFormat.Plural(Convert.ToInt64(Value(arguments, "plural"), CultureInfo.InvariantCulture),
                arguments.At<string>(1)!, arguments.At<string>(2)!)));

        // {{cleanHtml text}}: a provider's HTML or plain text, through the allow-list
        handlebars.RegisterHelper("cleanHtml", (output, _, arguments) =>
            output.WriteSafeString(HtmlCleaner.Clean(Value(arguments, "cleanHtml") as string)));

        // {{formToken}}: the hidden field that every form which posts must carry
        handlebars.RegisterHelper("formToken", (output, _, _) => output.WriteSafeString(Pages.Layout.FormToken.Mark));

        // {{moment instant}} → 26 novembre 2026 à 14 h 30
        handlebars.RegisterHelper("moment", (output, _, arguments) =>
            output.Write(ParisTime.InWords(new DateTimeOffset(DateTime.SpecifyKind((DateTime)Value(arguments, "moment"), DateTimeKind.Utc)))));

        // {{#webLink url}}<a href="{{this}}">…</a>{{else}}not a link{{/webLink}}; mailLink and phoneLink alike
        RegisterLink(handlebars, "webLink", SafeLink.Web);
        RegisterLink(handlebars, "mailLink", SafeLink.Mail);
        RegisterLink(handlebars, "phoneLink", SafeLink.Phone);
    }

    private static void RegisterLink(IHandlebars handlebars, string name, Func<string?, string?> check) =>
        handlebars.RegisterHelper(name, (output, options, context, arguments) =>
        {
            if (check(Value(arguments, name) as string) is { } link)
                options.Template(output, link);
            else
                options.Inverse(output, context);
        });

    private static object Value(Arguments arguments, string helper) =>
        arguments.Length > 0 && arguments[0] is { } value and not UndefinedBindingResult
            ? value
            : throw new HandlebarsRuntimeException($"The helper {helper} was given no value.");
}
