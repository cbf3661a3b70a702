using System.Reflection;
using Marketplace.Platform.Processes;

namespace Marketplace.UnitTests.Processes;

/// <summary>Every process of the program, wherever it is written: none can be forgotten.</summary>
internal static class AllProcesses
{
    public static IReadOnlyList<ProcessTable> Tables { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Marketplace.*.dll")
            .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .SelectMany(type => type.ContainsGenericParameters
                ? [] : type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsAssignableTo(typeof(ProcessTable)))
            .Select(field => (ProcessTable)field.GetValue(null)!).OrderBy(table => table.Words.Name, StringComparer.Ordinal),
    ];

    public static ProcessTable Find(string name) => Tables.Single(table => table.Words.Name == name);
}
