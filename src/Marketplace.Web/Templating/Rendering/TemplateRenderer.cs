using Microsoft.Extensions.ObjectPool;
using Scriban;
using Scriban.Runtime;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>
/// Renders parsed templates, from any number of threads: templates and functions are shared and never change, contexts are
/// used by one thread at a time and again afterwards (a new one costs as much as a small page).
/// </summary>
internal sealed class TemplateRenderer(ScriptObject functions, bool plainText)
{
    private readonly ObjectPool<RenderContext> contexts = new DefaultObjectPool<RenderContext>(new Contexts(functions, plainText));

    public string Render(Template template, object? model)
    {
        var context = contexts.Get();
        var text = context.Render(template, model);
        // Only here: after an exception its stacks are left half way.
        contexts.Return(context);
        return text;
    }

    private sealed class Contexts(ScriptObject functions, bool plainText) : PooledObjectPolicy<RenderContext>
    {
        public override RenderContext Create() => new(functions, plainText);

        public override bool Return(RenderContext obj) => true;
    }
}
