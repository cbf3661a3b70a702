namespace Marketplace.Demo.History;

/// <summary>
/// What was published of the years: dossiers by year and month, domains, people, who pays. Sources: Dares and Caisse des dépôts, as quoted
/// by the press; later years are carried on.
/// </summary>
internal static class HistoryFigures
{
    /// <summary>Thousands of dossiers.</summary>
    private static readonly Dictionary<int, double> Years = new()
    {
        [2019] = 300, [2020] = 984, [2021] = 2_100, [2022] = 1_860, [2023] = 1_336, [2024] = 1_388, [2025] = 1_200, [2026] = 1_150,
    };

    /// <summary>Of a usual year; its end is full, August empty.</summary>
    private static readonly double[] Months = [1.05, 0.95, 1.05, 0.95, 0.9, 0.95, 0.8, 0.6, 1.1, 1.1, 1.15, 1.35];

    /// <summary>The first day on which learners pay a share of their own.</summary>
    public static readonly DateOnly ParticipationBegins = new(2024, 5, 2);

    /// <summary>How many dossiers a month has, beside others.</summary>
    public static double Weight(DateOnly month)
    {
        var weight = Years.GetValueOrDefault(month.Year, 1_150) * Months[month.Month - 1];
        // People hurried before they had to pay, and stayed away afterwards.
        return month switch
        {
            { Year: 2024, Month: 4 } => weight * 1.35,
            { Year: 2024, Month: 5 or 6 } => weight * 0.75,
            // Stronger identification from the end of 2022 on.
            { Year: 2022, Month: 11 or 12 } => weight * 0.55,
            _ => weight,
        };
    }

    /// <summary>
    /// Shares of families of trainings, in per cent: transport, languages, guidance, office; the rest is everything else.
    /// </summary>
    public static (int Transport, int Languages, int Guidance, int Office) Families(int year) => year switch
    {
        <= 2020 => (26, 17, 15, 12),
        2021 => (24, 15, 21, 11),
        2022 => (25, 13, 24, 11),
        2023 => (34, 11, 15, 9),
        2024 => (45, 10, 12, 8),
        _ => (44, 10, 11, 8),
    };

    /// <summary>Classes with their cumulated shares in per cent.</summary>
    public static readonly IReadOnlyList<(string Class, int Below)> Ages =
        [("under-25", 10), ("25-34", 41), ("35-44", 68), ("45-54", 88), ("55-64", 98), ("65-and-over", 100)];

    public static readonly IReadOnlyList<(string Class, int Below)> Situations =
        [("employee", 60), ("jobseeker", 94), ("self-employed", 98), ("public-agent", 100)];

    /// <summary>What the learner owes on a day.</summary>
    public static long Participation(DateOnly day) => day < ParticipationBegins
        ? 0 : day.Year switch { 2024 => 100_00, 2025 => 102_23, _ => day < new DateOnly(2026, 4, 2) ? 103_20 : 150_00 };
}
