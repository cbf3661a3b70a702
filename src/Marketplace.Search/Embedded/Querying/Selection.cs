using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Finds the value at a rank without sorting.</summary>
internal static class Selection
{
    /// <summary>The value that would stand at <paramref name="rank"/> (from 0) in ascending order. Reorders the values.</summary>
    public static T Smallest<T>(Span<T> values, int rank) where T : unmanaged, INumber<T>
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

    private static void Swap<T>(Span<T> values, int one, int other) =>
        (values[one], values[other]) = (values[other], values[one]);

    private static T Middle<T>(T a, T b, T c) where T : INumber<T> => a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}
