using System.Collections;
using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>
/// One rendering at a time. What Scriban lets through by default is an error or encoded here: values are encoded as HTML,
/// names that the model lacks throw, and neither loops nor partials nor output go on without end.
/// </summary>
public class RenderContext : TemplateContext
{
    /// <summary>Turns of nested loops together; pages have some hundreds.</summary>
    public const int MostTurns = 20_000;
    /// <summary>Partials within partials.</summary>
    public const int MostNesting = 20;
    /// <summary>Of a rendered template; more is an error, not a page that ends in its middle.</summary>
    public const int MostCharacters = 4_000_000;

    private readonly RenderOutput output = new();
    private readonly bool plainText;

    /// <param name="functions">All that templates can call; Scriban's own functions are not among it.</param>
    /// <param name="plainText">For what is no HTML: values are written as they are.</param>
    public RenderContext(ScriptObject functions, bool plainText) : base(functions)
    {
        this.plainText = plainText;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedFunctionAccess = false;
        EnableRelaxedIndexerAccess = false;
        AutoIndent = false;
        LoopLimit = MostTurns;
        RecursiveLimit = MostNesting;
        LimitToString = MostCharacters;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = MostCharacters;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        PushOutput(output);
    }

    /// <summary>Renders a template; after an exception the context must not be used again.</summary>
    public string Render(Template template, object? model)
    {
        PushGlobal(new ModelScope(model, BuiltinObject));
        var text = template.Render(this);
        PopGlobal();
        output.Clear();
        return text;
    }

    /// <summary>Each value that a template writes comes through here.</summary>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                return this;
            case string text when plainText:
                return Write(text);
            case string text:
                HtmlText.Write(text, this);
                return this;
            case Html html when !plainText:
                return Write(html.Text);
            case int or long or short or byte or decimal or double or float:
                return Write(((IFormattable)textAsObject).ToString(null, CultureInfo.InvariantCulture));
            case Guid id:
                return Write(id.ToString());
            default:
                // A list or a record in a page is a slip: its text would say nothing to a reader.
                throw new Scriban.Syntax.ScriptRuntimeException(span, $"A value of type {GetTypeName(textAsObject)} cannot be written.");
        }
    }

    /// <inheritdoc/>
    public override ValueTask<TemplateContext> WriteAsync(SourceSpan span, object? textAsObject) => new(Write(span, textAsObject));

    /// <summary>Nothing, no text, zero and an empty list are false.</summary>
    public override bool ToBool(SourceSpan span, object? value) => value switch
    {
        null => false,
        bool flag => flag,
        string text => text.Length > 0,
        Html html => html.Text.Length > 0,
        int number => number != 0,
        long number => number != 0,
        ICollection list => list.Count > 0,
        IEnumerable list => list.Cast<object?>().Any(),
        short or byte or decimal or double or float => Convert.ToBoolean(value, CultureInfo.InvariantCulture),
        _ => true,
    };

    /// <inheritdoc/>
    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target switch
    {
        IScriptObject => base.GetMemberAccessorImpl(target),
        IReadOnlyDictionary<string, object> => DictionaryMembers<object>.Instance,
        IReadOnlyDictionary<string, string> => DictionaryMembers<string>.Instance,
        _ => ModelMembers.Of(target.GetType()),
    };
}
