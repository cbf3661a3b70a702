namespace Marketplace.Search.Text;

/// <summary>Edits between two words: insertion, deletion, replacement, or two neighbours swapped.</summary>
internal static class EditDistance
{
    /// <summary>
    /// Whether at most <paramref name="most"/> edits turn one word into the other (each pair of letters is swapped at most once).
    /// </summary>
    public static bool Within(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return false;
        var width = b.Length + 1;
        Span<int> rows = width * 3 <= 256 ? stackalloc int[width * 3] : new int[width * 3];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var row = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most)
                return false;
            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[b.Length] <= most;
    }
}
