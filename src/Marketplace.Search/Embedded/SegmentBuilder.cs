using System.Globalization;
using System.Text;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>Turns documents into a segment, in the order of their groups and ids.</summary>
internal sealed class SegmentBuilder
{
    private readonly Vocabularies vocabularies;
    private readonly DocumentAnalysis analysis;
    private readonly ListColumnBuilder[] tokens = [.. Enumerable.Range(0, Vocabularies.TextFields).Select(_ => new ListColumnBuilder())];
    private readonly List<int>[] ordinals = [.. Enumerable.Range(0, Vocabularies.OrdinalColumns).Select(_ => new List<int>())];
    private readonly ListColumnBuilder[] lists = [.. Enumerable.Range(0, Vocabularies.ListColumns).Select(_ => new ListColumnBuilder())];
    private readonly SessionColumnsBuilder sessions = new();
    private readonly List<long> versions = [];
    private readonly List<byte> ids = [];
    private readonly List<int> idStarts = [0];
    private readonly List<ulong> idHashes = [];
    private readonly ValueWriter writer = new();
    private readonly MemoryStream stored = new();
    private readonly List<int> storedStarts = [0];
    private readonly List<GroupKey> groups = [];
    private readonly List<double> lat = [];
    private readonly List<double> lng = [];
    private readonly List<long> prices = [];
    private readonly List<int> hours = [];
    private readonly List<double> ratings = [];
    private readonly List<byte> permanent = [];

    private SegmentBuilder(Vocabularies vocabularies, DocumentAnalysis analysis) =>
        (this.vocabularies, this.analysis) = (vocabularies, analysis);

    /// <param name="analysis">Numbers tokens as <paramref name="vocabularies"/> do; knows the more words the longer it is used.</param>
    public static Segment Of(IEnumerable<ActionDocument> documents, Vocabularies vocabularies, DocumentAnalysis analysis) =>
        Read(documents, vocabularies, analysis).Build(forMerging: false).Complete(vocabularies);

    /// <summary>The same, fit only to be merged.</summary>
    public static Segment ForMerging(IEnumerable<ActionDocument> documents, Vocabularies vocabularies, DocumentAnalysis analysis) =>
        Read(documents, vocabularies, analysis).Build(forMerging: true).ForMerging();

    private static SegmentBuilder Read(IEnumerable<ActionDocument> documents, Vocabularies vocabularies, DocumentAnalysis analysis)
    {
        var builder = new SegmentBuilder(vocabularies, analysis);
        var sorted = documents.Select(d => (Group: GroupKey.Of(d), Id: Encoding.UTF8.GetBytes(d.Id), Document: d)).ToArray();
        Array.Sort(sorted, (a, b) => a.Group.CompareTo(b.Group) is var order && order != 0 ? order : a.Id.AsSpan().SequenceCompareTo(b.Id));
        foreach (var (group, id, document) in sorted)
            builder.Add(document, group, id);
        return builder;
    }

    private void Add(ActionDocument document, GroupKey group, byte[] id)
    {
        AddIdentity(document, id);
        AddOrdinals(document);
        AddList(ListColumn.Domain, document.Domains);
        AddList(ListColumn.Rome, document.Rome);
        AddList(ListColumn.Pace, document.Pace);
        AddList(ListColumn.Accessibility, document.Accessibility);
        lat.Add(document.Place?.Lat ?? double.NaN);
        lng.Add(document.Place?.Lng ?? double.NaN);
        prices.Add(document.PriceCents ?? -1);
        hours.Add(document.Hours ?? -1);
        ratings.Add(document.Rating?.Average ?? double.NaN);
        permanent.Add(document.PermanentEntry ? (byte)1 : (byte)0);
        sessions.Add(document);
        groups.Add(group);
        analysis.Read(document);
        for (var field = 0; field < tokens.Length; field++)
            tokens[field].Add(analysis[(TextField)field]);
    }

    private Segment Build(bool forMerging)
    {
        var texts = Array.ConvertAll(tokens, t => t.Build());
        return new Segment
        {
            Count = versions.Count,
            Versions = [.. versions],
            Ids = [.. ids],
            IdStarts = [.. idStarts],
            IdHashes = [.. idHashes],
            Stored = stored.ToArray(),
            StoredStarts = [.. storedStarts],
            Ordinals = Array.ConvertAll(ordinals, o => o.ToArray()),
            Lists = Array.ConvertAll(lists, l => l.Build()),
            Groups = [.. groups],
            Lat = [.. lat],
            Lng = [.. lng],
            Prices = [.. prices],
            Hours = [.. hours],
            Ratings = [.. ratings],
            Permanent = [.. permanent],
            Sessions = sessions.Build(),
            Text = forMerging ? [] : Array.ConvertAll(texts, t => Inversion.Of(versions.Count, t.Of, vocabularies.Terms.Count)),
            Tokens = forMerging ? texts : [],
        };
    }

    private void AddIdentity(ActionDocument document, byte[] id)
    {
        versions.Add(document.Version);
        ids.AddRange(id);
        idStarts.Add(ids.Count);
        idHashes.Add(StableHash.Of(document.Id));
        writer.Clear();
        StoredDocument.Write(writer, document);
        stored.Write(writer.Written);
        storedStarts.Add((int)stored.Length);
    }

    private void AddOrdinals(ActionDocument document)
    {
        AddOrdinal(OrdinalColumn.Modality, document.Modality);
        AddOrdinal(OrdinalColumn.CertificationType, document.Certification.Type);
        AddOrdinal(OrdinalColumn.Level, document.Certification.Level?.ToString(CultureInfo.InvariantCulture));
        AddOrdinal(OrdinalColumn.Department, document.Place?.Department);
        AddOrdinal(OrdinalColumn.Region, document.Place?.Region);
        AddOrdinal(OrdinalColumn.Language, document.Language);
        AddOrdinal(OrdinalColumn.Certification, document.Certification.Code);
        AddOrdinal(OrdinalColumn.Provider, document.Provider.Siret);
    }

    private void AddOrdinal(OrdinalColumn column, string? value) =>
        ordinals[(int)column].Add(string.IsNullOrEmpty(value) ? -1 : vocabularies[column].Add(value));

    private void AddList(ListColumn column, IReadOnlyList<string> values)
    {
        var vocabulary = vocabularies[column];
        lists[(int)column].Add(values.Where(v => v.Length > 0).Distinct().Select(vocabulary.Add));
    }
}
