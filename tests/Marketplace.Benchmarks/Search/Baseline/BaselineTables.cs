using System.Globalization;
using System.Text;
using Marketplace.Search;
using Marketplace.Search.Text;
using Npgsql;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <summary>
/// The same documents in PostgreSQL, in the form that its full text search likes best: narrow rows of what filters and
/// counts need with an index on (lat, lng), a tsvector of our own tokens with GIN (so that both find the same), days of
/// open sessions, and a lexicon for typing errors.
/// </summary>
internal static class BaselineTables
{
    private const string Create = """
        CREATE EXTENSION fuzzystrmatch;
        CREATE UNLOGGED TABLE f (id int, modality smallint, department smallint, level smallint, type smallint, pace smallint, access smallint,
            domain smallint, lat float8, lng float8, price int, last_day int, shuffle int);
        CREATE UNLOGGED TABLE t (id int, tokens tsvector);
        CREATE UNLOGGED TABLE s (id int, day int);
        """;

    private const string Index = """
        SET maintenance_work_mem = '1GB';
        ALTER TABLE f ADD PRIMARY KEY (id);
        ALTER TABLE t ADD PRIMARY KEY (id);
        CREATE INDEX ON f (lat, lng);
        CREATE INDEX ON t USING gin (tokens) WITH (fastupdate = off);
        CREATE INDEX ON s (day, id);
        CREATE TABLE lexicon AS SELECT word AS term, ndoc AS documents FROM ts_stat('SELECT tokens FROM t');
        CREATE INDEX ON lexicon (left(term, 2), length(term));
        VACUUM ANALYZE;
        """;

    public static async Task FillAsync(NpgsqlConnection connection, int actions, SyntheticActions source, CancellationToken cancel)
    {
        await RunAsync(connection, Create, cancel);
        var tokens = new TokenNames();
        var analysis = new DocumentAnalysis(tokens.NumberOf);
        const int batch = 50_000;
        for (var start = 0; start < actions; start += batch)
        {
            var documents = Enumerable.Range(start, Math.Min(batch, actions - start)).Select(n => (Id: n, Document: source.Next(n)))
                .ToList();
            await CopyAsync(connection, "f", documents, d => Facets(d.Id, d.Document), cancel);
            await CopyAsync(connection, "s", documents, d => Days(d.Id, d.Document), cancel);
            await CopyAsync(connection, "t", documents, d =>
            {
                analysis.Read(d.Document);
                return $"{d.Id}\t{Vector(analysis, tokens)}\n";
            }, cancel);
        }
        foreach (var statement in Index.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            await RunAsync(connection, statement, cancel);
    }

    public static int Modality(string value) => Modalities.All.ToList().IndexOf(value);

    public static int Type(string value) => CertificationTypes.All.ToList().IndexOf(value);

    public static int AccessBit(string value) => 1 << AccessibilityValues.All.ToList().IndexOf(value);

    private static string Facets(int id, ActionDocument d) => string.Create(CultureInfo.InvariantCulture,
        $"{id}\t{Modality(d.Modality)}\t{d.Place!.Department}\t{d.Certification.Level?.ToString(CultureInfo.InvariantCulture) ?? "\\N"}\t{Type(d.Certification.Type)}\t{(d.Pace.Count == 0 ? "\\N" : Paces.All.ToList().IndexOf(d.Pace[0]).ToString(CultureInfo.InvariantCulture))}\t{d.Accessibility.Sum(AccessBit)}\t{d.Domains[0]}\t{d.Place.Lat:R}\t{d.Place.Lng:R}\t{d.PriceCents}\t{d.Sessions.Where(s => s.Open).Select(s => s.Start!.Value.DayNumber).DefaultIfEmpty(0).Max()}\t{unchecked(id * 7919) & 0xFFFFFF}\n");

    private static string Days(int id, ActionDocument d) =>
        string.Concat(d.Sessions.Where(s => s.Open)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{id}\t{s.Start!.Value.DayNumber}\n")));

    /// <summary>
    /// Tokens with their places; weight A marks what is more than description. Texts are apart, so that no phrase spans two.
    /// </summary>
    private static string Vector(DocumentAnalysis analysis, TokenNames names)
    {
        var places = new SortedDictionary<int, StringBuilder>();
        var position = 1;
        foreach (var field in Enum.GetValues<TextField>())
        {
            foreach (var token in analysis[field])
            {
                if (token != DocumentAnalysis.Separator)
                {
                    if (!places.TryGetValue(token, out var found))
                        places[token] = found = new StringBuilder();
                    found.Append(found.Length == 0 ? ":" : ",").Append(position).Append(field == TextField.Description ? "" : "A");
                }
                position++;
            }
            position += 2;
        }
        return string.Join(' ', places.Select(p => $"'{names[p.Key]}'{p.Value}"));
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, string table, List<T> rows, Func<T, string> line, CancellationToken cancel)
    {
        await using var copy = await connection.BeginTextImportAsync($"COPY {table} FROM STDIN", cancel);
        foreach (var row in rows)
            await copy.WriteAsync(line(row).AsMemory(), cancel);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed class TokenNames
    {
        private readonly Dictionary<string, int> numbers = [];
        private readonly List<string> names = [];

        public string this[int number] => names[number];

        public int NumberOf(string token)
        {
            if (numbers.TryGetValue(token, out var number))
                return number;
            names.Add(token);
            return numbers[token] = names.Count - 1;
        }
    }
}
