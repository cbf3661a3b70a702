namespace Marketplace.Statistics.OpenData;

/// <summary>Kinds of values, by their names in Table Schema.</summary>
public enum DataType { String, Integer, Number, Date }

/// <param name="Name">As the published sets have it.</param>
/// <param name="Description">French, for the dictionary.</param>
public sealed record DataColumn(string Name, DataType Type, string Description);

/// <summary>One set of open data.</summary>
/// <param name="Name">Of its files, without extension.</param>
/// <param name="Rows">Values in the order of the columns: string, long, decimal, DateOnly, or null.</param>
public sealed record DataSet(
    string Name, string Title, string Description, IReadOnlyList<DataColumn> Columns,
    Func<CancellationToken, IAsyncEnumerable<object?[]>> Rows);
