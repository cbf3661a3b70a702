namespace Marketplace.Search.Embedded.Querying;

/// <summary>Arrays by document that a search needs, kept between searches of a thread; always left all zero.</summary>
internal sealed class SearchScratch
{
    [ThreadStatic]
    private static SearchScratch? ofThread;

    public float[] Total = [];
    public float[] Clause = [];
    public float[] Best = [];
    public float[] Sum = [];
    public byte[] Satisfied = [];
    /// <summary>1: a required clause was satisfied outside the description.</summary>
    public byte[] Strong = [];
    public byte[] ClauseStrong = [];

    public List<int> Candidates { get; } = [];
    public List<int> TouchedByClause { get; } = [];
    public List<int> TouchedByAlternative { get; } = [];

    public static SearchScratch ForThread(int documents)
    {
        var scratch = ofThread ??= new SearchScratch();
        if (scratch.Total.Length < documents)
        {
            var size = Math.Max(documents, scratch.Total.Length * 2);
            scratch.Total = new float[size];
            scratch.Clause = new float[size];
            scratch.Best = new float[size];
            scratch.Sum = new float[size];
            scratch.Satisfied = new byte[size];
            scratch.Strong = new byte[size];
            scratch.ClauseStrong = new byte[size];
        }
        scratch.Candidates.Clear();
        return scratch;
    }
}
