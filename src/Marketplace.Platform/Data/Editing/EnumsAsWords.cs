using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Platform.Data.Editing;

/// <summary>Enums are words in the tables: <c>SetAside</c> is <c>set-aside</c>.</summary>
internal sealed class EnumsAsWords : IPropertyAddedConvention
{
    public void ProcessPropertyAdded(IConventionPropertyBuilder propertyBuilder, IConventionContext<IConventionPropertyBuilder> context)
    {
        var type = propertyBuilder.Metadata.ClrType;
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } words)
            propertyBuilder.HasConversion((ValueConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(words))!);
    }

    // Made by reflection.
    private sealed class Words<T>() : ValueConverter<T, string>(value => Of(value), word => Values[word]) where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(Of);

        private static string Of(T value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
    }
}
