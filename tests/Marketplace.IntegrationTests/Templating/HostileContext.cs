using Marketplace.Web.Templating.Rendering;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Marketplace.IntegrationTests.Templating;

/// <summary>
/// Renders a template without its model: each name is a hostile text where it is written, two items where it is looped
/// over, true or false by the draw where it is asked, and what the function needs where it is passed to one.
/// </summary>
internal sealed class HostileContext : RenderContext
{
    /// <summary>Around each value, so that a test finds it again.</summary>
    public const string Begin = "zqb";
    public const string End = "zqe";
    public const string Text = Begin + " <script>alert(1)</script>&\"'" + End;

    private readonly IReadOnlyDictionary<SourceSpan, Func<Random, object>> passed;
    private readonly Random draw;

    /// <param name="passed">What stands at each place where a function takes a value (<see cref="Passed"/>).</param>
    public HostileContext(ScriptObject functions, bool plainText, IReadOnlyDictionary<SourceSpan, Func<Random, object>> passed, Random draw)
        : base(functions, plainText)
    {
        this.passed = passed;
        this.draw = draw;
        // Its conditions are drawn at each call: the real pages end.
        RecursiveLimit = 50;
    }

    /// <summary>Statements that were rendered.</summary>
    public HashSet<ScriptNode> Reached { get; } = [];

    /// <summary>For each place where a template passes a value to a function: a value that the function takes.</summary>
    public static IReadOnlyDictionary<SourceSpan, Func<Random, object>> Passed(IEnumerable<Template> templates) =>
        templates.SelectMany(template => All(template.Page!)).OfType<ScriptFunctionCall>()
            .Where(call => Values.ContainsKey(Name(call)))
            // The first value of an address stands behind its name.
            .SelectMany(call => call.Arguments.Skip(Name(call) == "url" ? 1 : 0).Take(Name(call) == "url" ? 2 : 1)
                .Select(argument => (argument.Span, Of: Values[Name(call)])))
            .ToDictionary(argument => argument.Span, argument => argument.Of);

    private static string Name(ScriptFunctionCall call) => (call.Target as ScriptVariable)?.Name ?? "";

    /// <summary>A node and all below it.</summary>
    public static IEnumerable<ScriptNode> All(ScriptNode node) => node.Children.OfType<ScriptNode>().SelectMany(All).Prepend(node);

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is ScriptStatement)
            Reached.Add(scriptNode);
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject) =>
        base.Write(span, textAsObject is Value ? Text : textAsObject);

    public override bool ToBool(SourceSpan span, object? value) => value is Value ? draw.Next(2) == 0 : base.ToBool(span, value);

    public override object? ToObject(SourceSpan span, object? value, Type destinationType) =>
        value is Value && passed.TryGetValue(span, out var of) ? of(draw) : base.ToObject(span, value, destinationType);

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target is Value
        ? new Members() : base.GetMemberAccessorImpl(target);

    protected override IListAccessor? GetListAccessorImpl(object target, Type type) => target is Value
        ? new Items() : base.GetListAccessorImpl(target, type);

    private static readonly Dictionary<string, Func<Random, object>> Values = new()
    {
        ["price"] = _ => 145000L,
        ["number"] = _ => 2,
        ["plural"] = _ => 2,
        ["date"] = _ => new DateOnly(2027, 1, 11),
        ["isoDate"] = _ => new DateOnly(2027, 1, 11),
        ["moment"] = _ => new DateTime(2027, 1, 11, 12, 0, 0, DateTimeKind.Utc),
        ["url"] = _ => Text,
        ["cleanHtml"] = _ => Text,
        ["webLink"] = draw => draw.Next(2) == 0 ? Text : "https://formation.example/?q=" + Text,
        ["mailLink"] = draw => draw.Next(2) == 0 ? Text : $"{Begin}@formation.example",
        ["phoneLink"] = draw => draw.Next(2) == 0 ? Text : "01 23 45 67 89",
    };

    /// <summary>What a model holds under any name.</summary>
    public sealed class Value : System.Collections.IEnumerable
    {
        public System.Collections.IEnumerator GetEnumerator() => new[] { new Value(), new Value() }.GetEnumerator();
    }

    private sealed class Members : ReadOnlyMembers
    {
        public override bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
        {
            value = new Value();
            return true;
        }
    }

    private sealed class Items : IListAccessor
    {
        public int GetLength(TemplateContext context, SourceSpan span, object target) => 2;

        public object? GetValue(TemplateContext context, SourceSpan span, object target, int index) => new Value();

        public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value) =>
            throw new NotSupportedException();
    }
}
