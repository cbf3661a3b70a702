using Dapper;

namespace Marketplace.Bookings.Dossiers;

/// <summary>What a list of dossiers is narrowed by, in SQL over <c>booking b</c> and <c>account a</c>.</summary>
internal static class DossierCondition
{
    /// <param name="sirets">Null: of all establishments.</param>
    public static (string Sql, DynamicParameters Values) Of(IReadOnlyCollection<string>? sirets, DossierFilter filter)
    {
        var number = filter.Text is { } text ? BookingNumber.Parse(text) : null;
        var where = new List<string> { "b.state <> 'draft'" };
        if (sirets is not null)
            where.Add("b.siret = ANY (@sirets)");
        if (filter.Siret is not null)
            where.Add("b.siret = @Siret");
        if (filter.States is { Count: > 0 })
            where.Add("b.state = ANY (@states)");
        if (filter.StartsFrom is not null)
            where.Add("b.starts >= @StartsFrom");
        if (filter.StartsUntil is not null)
            where.Add("b.starts <= @StartsUntil");
        if (filter.Session is not null)
            where.Add("b.session_id = @Session");
        if (filter.Ids is not null)
            where.Add("b.id = ANY (@ids)");
        if (number is not null)
            where.Add("b.number = @number");
        else if (!string.IsNullOrWhiteSpace(filter.Text))
            where.Add("(b.title ILIKE @like OR trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) ILIKE @like)");
        return (string.Join(" AND ", where), new DynamicParameters(new
        {
            sirets = sirets?.ToArray(), filter.Siret, states = filter.States?.ToArray(), filter.StartsFrom, filter.StartsUntil,
                filter.Session,
            ids = filter.Ids?.ToArray(), number,
            like = $"%{filter.Text?.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%",
        }));
    }
}
