namespace Marketplace.Search.Embedded.Querying;

/// <summary>Finds the value at a rank without sorting.</summary>
internal static class Selection
{
    /// <summary>The value that would stand at <paramref name="rank"/> (from 0) in ascending order. Reorders the values.</summary>
    public static double Smallest(Span<double> values, int rank)
    {
        while (values.Length > 1)
        {
            var pivot = Middle(values[0], values[values.Length / 2], values[^1]);
            // Three parts: below, equal and above the pivot. Equal values are many (scores, missing values).
            int below = 0, next = 0, above = values.Length;
            while (next < above)
            {
                if (values[next] < pivot)
                    Swap(values, next++, below++);
                else if (values[next] > pivot)
                    Swap(values, next, --above);
                else
                    next++;
            }
            if (rank < below)
            {
                values = values[..below];
            }
            else if (rank < above)
            {
                return pivot;
            }
            else
            {
                values = values[above..];
                rank -= above;
            }
        }
        return values[0];
    }

    private static void Swap(Span<double> values, int one, int other) =>
        (values[one], values[other]) = (values[other], values[one]);

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
