using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Marketplace.Statistics.OpenData;

/// <summary>What the columns of a set mean: Table Schema for programs, a dictionary for people.</summary>
internal static class TableSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static byte[] Of(DataSet set) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        name = set.Name, title = set.Title, description = set.Description, missingValues = new[] { "" },
        fields = set.Columns.Select(column => new { name = column.Name, type = TypeOf(column.Type), description = column.Description }),
    }, Options);

    public static DataSet Dictionary(IReadOnlyList<DataSet> sets) =>
        new("dictionnaire", "Dictionnaire des données", "Colonnes de chaque jeu.",
        [
            new("jeu", DataType.String, "Nom du jeu."), new("colonne", DataType.String, "Nom de la colonne."),
                new("type", DataType.String, "Type, au sens de Table Schema."),
            new("description", DataType.String, "Ce que la colonne dit."),
        ],
        _ => sets.SelectMany(set =>
        set.Columns.Select(column => new object?[] { set.Name, column.Name, TypeOf(column.Type), column.Description }))
        .ToAsyncEnumerable());

    private static string TypeOf(DataType type) => type switch
    {
        DataType.Integer => "integer", DataType.Number => "number", DataType.Date => "date", _ => "string",
    };
}
