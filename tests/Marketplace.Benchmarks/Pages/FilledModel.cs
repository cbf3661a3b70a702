using System.Reflection;
using Marketplace.Web.Templating;

namespace Marketplace.Benchmarks.Pages;

/// <summary>Models with a value everywhere: twenty items in a list, six in the lists below, texts as long as titles are.</summary>
internal static class FilledModel
{
    private const string Words = "Accompagnement & soins d’une personne âgée, à domicile";

    public static T Of<T>() => (T)Value(typeof(T), 0)!;

    private static object? Value(Type type, int depth) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner, depth),
        _ when type == typeof(string) => Words,
        _ when type == typeof(Html) => Html.Trusted("<mark>Accompagnement</mark> d’une personne âgée"),
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateOnly) => new DateOnly(2027, 1, 11),
        _ when type == typeof(DateTime) => new DateTime(2027, 1, 11, 12, 0, 0, DateTimeKind.Utc),
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsPrimitive: true } or { IsValueType: true, Namespace: "System" } => type == typeof(Guid)
        ? Guid.Empty : Convert.ChangeType(1450, type, null),
        { IsGenericType: true } when type.GetGenericArguments() is [var item]
        && type.IsAssignableFrom(item.MakeArrayType()) => Items(item, depth),
        _ => Record(type, depth),
    };

    private static Array Items(Type item, int depth)
    {
        var items = Array.CreateInstance(item, depth > 1 ? 6 : 20);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(item, depth + 1), i);
        return items;
    }

    private static object Record(Type type, int depth)
    {
        // A record's own constructor, not the one that copies.
        var constructor = type.GetConstructors().Where(c => !c.GetParameters().Any(p => p.ParameterType == type))
            .MaxBy(c => c.GetParameters().Length)!;
        var record = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType, depth + 1))]);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true }))
            property.SetValue(record, Value(property.PropertyType, depth + 1));
        return record;
    }
}
