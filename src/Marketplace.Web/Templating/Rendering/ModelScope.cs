using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>
/// The names that a template or a partial sees: the functions, <c>model</c> for the whole of what it was given, and the
/// model's members. Nothing of who calls a partial: a name that is none of these is an error.
/// </summary>
internal sealed class ModelScope(object? model, ScriptObject functions) : IScriptObject
{
    private const string Whole = "model";

    public int Count => 0;

    public bool IsReadOnly
    {
        get => true;
        set => throw new NotSupportedException();
    }

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        value = null;
        // They stand one scope below. Where a member has a function's name, model.name is the member.
        if (functions.Contains(member))
            return false;
        if (member == Whole)
        {
            value = model;
            return true;
        }
        if (model is not null && context!.GetMemberAccessor(model).TryGetValue(context, span, model, member, out value))
            return true;
        throw new ScriptRuntimeException(span, $"The name `{member}` is neither a function nor a member of {context?.GetTypeName(model)}.");
    }

    public bool Contains(string member) => false;

    public IEnumerable<string> GetMembers() => [];

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;
}
