using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>Parameters of the catalogue: <c>cursor</c> of the page before, and <c>limit</c> (1 to 100 offers, default 50).</summary>
/// <param name="Since">Number of the last offer that was shown; null: the first page.</param>
internal sealed record CataloguePage(string? Since, int Limit, IReadOnlyList<ParameterProblem> Problems)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 50;

    private const int LongestCursor = 1_000;

    public static CataloguePage Read(IQueryCollection parameters)
    {
        var problems = parameters.Keys.Where(name => name is not ("cursor" or "limit")).Select(ActionsEndpoint.UnknownParameter).ToList();
        var limit = DefaultLimit;
        if (parameters.TryGetValue("limit", out var limits)
            && (limits.Count != 1 || !int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > MaxLimit))
            problems.Add(new("limit", $"Un nombre entier de 1 à {MaxLimit} est attendu."));
        string? since = null;
        if (parameters.TryGetValue("cursor", out var cursors) && (cursors.Count != 1 || (since = Number(cursors[0])) is null))
            problems.Add(new("cursor", "La valeur de « next » de la page précédente est attendue, telle quelle."));
        return new(since, limit, problems);
    }

    /// <summary>What <c>next</c> says.</summary>
    public static string Cursor(string number) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(number));

    private static string? Number(string? cursor) => cursor is { Length: > 0 and <= LongestCursor } && Base64Url.IsValid(cursor)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) is var number && !number.Contains('\0', StringComparison.Ordinal)
        ? number : null;
}
