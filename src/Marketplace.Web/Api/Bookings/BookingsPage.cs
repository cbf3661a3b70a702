using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Bookings;

/// <summary>Parameters of the list: <c>cursor</c> of the page before, and <c>limit</c> (1 to 100, default 20).</summary>
/// <param name="Before">Number of the last booking that was shown; null: the first page.</param>
internal sealed record BookingsPage(long? Before, int Limit, IReadOnlyList<ParameterProblem> Problems)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    private const int LongestCursor = 40;

    /// <param name="others">Parameters that the caller reads.</param>
    public static BookingsPage Read(IQueryCollection parameters, params IReadOnlyCollection<string> others)
    {
        var problems = parameters.Keys.Where(name => name is not ("cursor" or "limit") && !others.Contains(name))
            .Select(ActionsEndpoint.UnknownParameter).ToList();
        var limit = DefaultLimit;
        if (parameters.TryGetValue("limit", out var limits)
            && (limits.Count != 1 || !int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > MaxLimit))
            problems.Add(new ParameterProblem("limit", $"Un nombre entier de 1 à {MaxLimit} est attendu."));
        long? before = null;
        if (parameters.TryGetValue("cursor", out var cursors) && (cursors.Count != 1 || (before = Number(cursors[0])) is null))
            problems.Add(new ParameterProblem("cursor", "La valeur de « next » de la page précédente est attendue, telle quelle."));
        return new(before, limit, problems);
    }

    /// <summary>What <c>next</c> says.</summary>
    public static string Cursor(long number) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    private static long? Number(string? cursor) => cursor is { Length: > 0 and <= LongestCursor } && Base64Url.IsValid(cursor)
        && long.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number)
        ? number : null;
}
