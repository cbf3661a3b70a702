using Marketplace.Search.Text;

namespace Marketplace.Search.Asking;

/// <summary>The wishes of one text: which of them filter or order, which say nothing, which had to be given up.</summary>
/// <param name="form">What was chosen beside the text.</param>
/// <param name="read">The text.</param>
internal sealed class AppliedWishes(SearchQuery form, ReadText read)
{
    private readonly HashSet<ReadWish> applied = [];
    private readonly HashSet<WishKind> givenUp = [];

    /// <summary>The filters with all wishes in them that a filter or order can say.</summary>
    public SearchQuery AddTo(SearchQuery filters)
    {
        foreach (var wish in read.Wishes)
            if (wish.Wish.AddTo(filters, form) is { } with)
            {
                filters = with;
                applied.Add(wish);
            }
        return filters;
    }

    /// <summary>What may be given up where nothing is found: the filters with one wish less each, at last without any.</summary>
    public IEnumerable<(SearchQuery Filters, IReadOnlyList<WishKind> Without)> Fewer(SearchQuery filters)
    {
        var kinds = applied.DistinctBy(w => w.Wish.Kind).Where(w => w.Wish.TakeFrom(filters, form) is not null).Select(w => w.Wish)
            .ToList();
        // What is said last is given up first.
        foreach (var wish in kinds.AsEnumerable().Reverse())
            yield return (wish.TakeFrom(filters, form)!, [wish.Kind]);
        if (kinds.Count > 1)
            yield return (kinds.Aggregate(filters, (left, wish) => wish.TakeFrom(left, form)!), [.. kinds.Select(w => w.Kind)]);
    }

    /// <summary>Wishes of these kinds are not kept any more.</summary>
    public void GiveUp(IReadOnlyList<WishKind> kinds) => givenUp.UnionWith(kinds);

    /// <summary>The words given up, as typed.</summary>
    public IEnumerable<string> LeftOut => applied.Where(w => givenUp.Contains(w.Wish.Kind)).OrderBy(w => w.Start).Select(TextOf);

    /// <summary>What became of all others, for the answer to say so.</summary>
    public IReadOnlyList<UnderstoodWish> Understood => [.. read.Wishes.Select(Of).OfType<UnderstoodWish>()];

    /// <summary>The text without any wish; null when it has none.</summary>
    public string? Subject => read.Wishes.Count == 0 ? null : Joined(Enumerable.Range(0, read.Wishes.Count + 1)
        .Select(i => read.Text[(i == 0 ? 0 : read.Wishes[i - 1].End)..(i == read.Wishes.Count ? read.Text.Length : read.Wishes[i].Start)]));

    private UnderstoodWish? Of(ReadWish wish)
    {
        var kept = !applied.Contains(wish) ? null : !givenUp.Contains(wish.Wish.Kind) ? wish.Wish : wish.Wish.Instead;
        return kept is null && applied.Contains(wish) ? null
            : new(TextOf(wish), Without(wish), kept?.Parameter, kept?.ParameterValues ?? [], wish.Wish.Kind);
    }

    private string TextOf(ReadWish wish) => read.Text[wish.Start..wish.End];

    private string Without(ReadWish wish) => Joined([read.Text[..wish.Start], read.Text[wish.End..]]);

    private static string Joined(IEnumerable<string> parts) =>
        string.Join(' ', string.Join(' ', parts).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
