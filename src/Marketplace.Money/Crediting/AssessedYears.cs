namespace Marketplace.Money.Crediting;

/// <summary>How assessments are read: of each year the last revision, with what only all of its revisions know.</summary>
internal static class AssessedYears
{
    /// <summary>
    /// The columns of <c>annual_assessment</c> and the most that was ever credited. Where a row does not say what its year
    /// found on the account, what the cap held back tells, as far as the last revision agrees with it.
    /// </summary>
    /// <param name="filter">Condition on the holder, and on the year unless all are wanted.</param>
    public static string Of(string filter) => $"""
        SELECT DISTINCT ON (year) *,
            max(base_credited) OVER w AS base_peak, max(base_credited + supplement_credited) OVER w AS total_peak, max(hours_credited) OVER w AS hours_peak,
            coalesce(rights_found, CASE WHEN max(greatest(base_due, supplement_due)) OVER w > 0 THEN least(
                coalesce(greatest(
                    max(base_cap - base_credited) FILTER (WHERE base_credited < base_due) OVER w,
                    max(supplement_cap - base_credited - supplement_credited) FILTER (WHERE supplement_credited < supplement_due) OVER w), 0),
                CASE WHEN base_credited > 0 THEN base_cap - base_credited END,
                CASE WHEN supplement_credited > 0 THEN supplement_cap - base_credited - supplement_credited END) END) AS found,
            coalesce(hours_found, CASE WHEN max(hours_due) OVER w > 0 THEN coalesce(max(hours_cap - hours_credited) FILTER (WHERE hours_credited < hours_due) OVER w, 0) END) AS found_hours
        FROM annual_assessment WHERE {filter} WINDOW w AS (PARTITION BY year) ORDER BY year DESC, revision DESC
        """;
}
