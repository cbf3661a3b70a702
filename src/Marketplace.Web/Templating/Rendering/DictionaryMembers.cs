using Scriban;
using Scriban.Parsing;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>Values by name, as e-mails have them.</summary>
internal sealed class DictionaryMembers<T> : ReadOnlyMembers
{
    public static readonly DictionaryMembers<T> Instance = new();

    public override bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var found = ((IReadOnlyDictionary<string, T>)target).TryGetValue(member, out var typed);
        value = typed;
        return found;
    }
}
