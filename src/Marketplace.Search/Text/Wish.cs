namespace Marketplace.Search.Text;

/// <summary>How, when or at what price somebody wants to learn.</summary>
/// <param name="Values">Of the filter or order, where there are several.</param>
public sealed record Wish(WishKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>Name of the search's parameter; null where no filter or order says so.</summary>
    public string? Parameter => Kind switch
    {
        WishKind.Modality => "modality",
        WishKind.Pace => "pace",
        WishKind.Certification => "certificationType",
        WishKind.Free => "priceMax",
        WishKind.Entry => "permanentEntry",
        WishKind.Guaranteed => "guaranteed",
        WishKind.Accessibility => "accessibility",
        WishKind.Sort => "sort",
        _ => null,
    };

    /// <summary>Values of <see cref="Parameter"/>, as in an address.</summary>
    public IReadOnlyList<string> ParameterValues => Kind switch
    {
        WishKind.Free => ["0"],
        WishKind.Entry or WishKind.Guaranteed => ["true"],
        WishKind.Sort when Order == SearchSort.StartDate => ["startDate"],
        _ => Values,
    };

    /// <summary>The next best wish: what is not free may still be cheap.</summary>
    public Wish? Instead => Kind == WishKind.Free ? new Wish(WishKind.Sort, ["price"]) : null;

    private SearchSort Order => Values switch
    {
        ["rating"] => SearchSort.Rating,
        ["start"] => SearchSort.StartDate,
        _ => SearchSort.Price,
    };

    /// <summary>The filters with the wish in them; null where no filter says so, or where the form has chosen already.</summary>
    /// <param name="form">What was chosen beside the text: it goes first.</param>
    public SearchQuery? AddTo(SearchQuery filters, SearchQuery form) => Kind switch
    {
        WishKind.Modality when form.Modality.Count == 0
            && form.Remote == RemoteMode.Include => filters with { Modality = [.. filters.Modality.Union(Values)] },
        WishKind.Pace when form.Pace.Count == 0 => filters with { Pace = [.. filters.Pace.Union(Values)] },
        WishKind.Certification when form.CertificationType.Count == 0 =>
        filters with { CertificationType = [.. filters.CertificationType.Union(Values)] },
        WishKind.Free when form is { PriceMinCents: null, PriceMaxCents: null } => filters with { PriceMaxCents = 0 },
        WishKind.Entry when form.PermanentEntry is null => filters with { PermanentEntry = true },
        WishKind.Guaranteed when form.Guaranteed is null => filters with { Guaranteed = true },
        WishKind.Accessibility => filters with { Accessibility = [.. filters.Accessibility.Union(Values)] },
        WishKind.Sort when form.Sort == SearchSort.Relevance => filters with { Sort = Order },
        _ => null,
    };

    /// <summary>The filters with what the form says about the same; null where the wish leaves nothing out.</summary>
    public SearchQuery? TakeFrom(SearchQuery filters, SearchQuery form) => Without(filters, form) is { } without
        ? Instead?.AddTo(without, form) ?? without : null;

    private SearchQuery? Without(SearchQuery filters, SearchQuery form) => Kind switch
    {
        WishKind.Modality => filters with { Modality = form.Modality },
        WishKind.Pace => filters with { Pace = form.Pace },
        WishKind.Certification => filters with { CertificationType = form.CertificationType },
        WishKind.Free => filters with { PriceMaxCents = form.PriceMaxCents },
        WishKind.Entry => filters with { PermanentEntry = form.PermanentEntry },
        WishKind.Guaranteed => filters with { Guaranteed = form.Guaranteed },
        WishKind.Accessibility => filters with { Accessibility = form.Accessibility },
        _ => null,
    };
}

/// <summary>A wish found in a text.</summary>
/// <param name="Start">Of its words in the text.</param>
/// <param name="End">Behind them.</param>
public sealed record ReadWish(Wish Wish, int Start, int End);
