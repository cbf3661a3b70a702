using System.Globalization;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api;

/// <summary>Parameters of the completing endpoints: <c>q</c> (at most 100 characters) and <c>limit</c> (1 to 20, default 8).</summary>
public sealed record PrefixParameters(string Text, int Limit, IReadOnlyList<ParameterProblem> Problems)
{
    public const int MaxLimit = 20;
    public const int DefaultLimit = 8;
    public const int MaxTextLength = 100;

    public static PrefixParameters Read(IQueryCollection parameters)
    {
        var problems = parameters.Keys.Where(k => k is not ("q" or "limit")).Select(ActionsEndpoint.UnknownParameter).ToList();
        var limit = DefaultLimit;
        if (parameters.TryGetValue("limit", out var limits)
            && (limits.Count != 1 || !int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > MaxLimit))
            problems.Add(new ParameterProblem("limit", $"Un nombre entier de 1 à {MaxLimit} est attendu."));
        var texts = parameters["q"];
        if (texts.Count != 1)
            problems.Add(new ParameterProblem("q", "Ce paramètre se donne une fois."));
        else if (texts[0]!.Length > MaxTextLength)
            problems.Add(new ParameterProblem("q", $"Le texte dépasse {MaxTextLength} caractères."));
        return new PrefixParameters(texts.Count == 1 ? texts[0]!.Trim() : "", limit, problems);
    }
}
