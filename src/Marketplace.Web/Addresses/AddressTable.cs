using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Marketplace.Web.Addresses;

/// <summary>
/// Every address by the name that templates use: the class without its ending, and the member (<c>account.identity</c> is
/// <see cref="AccountAddresses.Identity"/>).
/// </summary>
public static class AddressTable
{
    private const string Ending = "Addresses";

    private static readonly FrozenDictionary<string, string> Fixed = Members<string>();
    private static readonly FrozenDictionary<string, AddressPattern> Routes = Members<AddressPattern>();

    /// <summary>Name and pattern of all.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Patterns =>
        Fixed.Concat(Routes.Select(route => KeyValuePair.Create(route.Key, route.Value.Pattern)));

    /// <summary>The address of a name, with its values.</summary>
    /// <exception cref="ArgumentException">There is no such address, or it takes another number of values.</exception>
    public static string Of(string name, params ReadOnlySpan<object> values)
    {
        if (Routes.TryGetValue(name, out var route))
            return route.Fill(values);
        if (!Fixed.TryGetValue(name, out var address))
            throw new ArgumentException($"There is no address {name}.", nameof(name));
        return values.Length == 0 ? address : throw new ArgumentException($"The address {name} takes no values.", nameof(values));
    }

    private static FrozenDictionary<string, T> Members<T>() where T : class =>
        typeof(AddressTable).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Namespace == typeof(AddressTable).Namespace
                && type.Name.EndsWith(Ending, StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.GetValue(null) is T)
            .ToFrozenDictionary(field => $"{CamelCase(field.DeclaringType!.Name[..^Ending.Length])}.{CamelCase(field.Name)}",
                field => (T)field.GetValue(null)!);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
