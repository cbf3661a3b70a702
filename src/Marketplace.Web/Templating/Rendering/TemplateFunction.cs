using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>Something that templates can call; its parameters are taken as they are.</summary>
/// <param name="required">Parameters that must be given.</param>
/// <param name="most">Those and the optional ones.</param>
/// <param name="run">Told where it is called, for messages.</param>
internal sealed class TemplateFunction(int required, int most, Func<RenderContext, ScriptNode?, ScriptArray, object?> run)
    : IScriptCustomFunction
{
    public int RequiredParameterCount => required;

    public int ParameterCount => most;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) =>
        index < required ? new ScriptParameterInfo(typeof(object), "value") : new ScriptParameterInfo(typeof(object), "value", null);

    public object? Invoke(
        TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        run((RenderContext)context, callerContext, arguments);

    public ValueTask<object?> InvokeAsync(
        TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        new(Invoke(context, callerContext, arguments, blockStatement));
}
