using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Scriban;
using Scriban.Parsing;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>
/// The public properties of a type, with a small first letter (<c>PriceCents</c> is <c>priceCents</c>), read by delegates
/// that are made once per process: Scriban's own accessors belong to one context and read by reflection.
/// </summary>
internal sealed class ModelMembers : ReadOnlyMembers
{
    private static readonly ConcurrentDictionary<Type, ModelMembers> Known = new();
    private static readonly MethodInfo Typed = typeof(ModelMembers)
        .GetMethod(nameof(ReaderOf), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly FrozenDictionary<string, Func<object, object?>> readers;

    private ModelMembers(Type type) => readers = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
        .GroupBy(property => property.Name, (_, same) => same.First())
        .ToFrozenDictionary(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property => Reader(type, property),
            StringComparer.Ordinal);

    public static ModelMembers Of(Type type) => Known.GetOrAdd(type, type => new ModelMembers(type));

    public override bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        if (readers.TryGetValue(member, out var read))
        {
            value = read(target);
            return true;
        }
        value = null;
        return false;
    }

    private static Func<object, object?> Reader(Type type, PropertyInfo property) => type.IsValueType
        ? property.GetValue
        : (Func<object, object?>)Typed.MakeGenericMethod(type, property.PropertyType).Invoke(null, [property.GetMethod])!;

    private static Func<object, object?> ReaderOf<TModel, TValue>(MethodInfo getter)
    {
        var read = getter.CreateDelegate<Func<TModel, TValue>>();
        return typeof(TValue) == typeof(bool)
            ? model => (bool)(object)read((TModel)model)! ? True : False
            : model => read((TModel)model);
    }
}
