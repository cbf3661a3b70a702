using System.Globalization;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;

namespace Marketplace.UnitTests.Funding;

/// <summary>
/// Cases from the law. Money put in is written « kind euros »; a plan « euros kind + … », where <c>fixed</c> is the fixed participation,
/// <c>rights</c> the annual rights and <c>learner</c> the remainder. A refusal is written « refused » and its article.
/// </summary>
public static class FundingCases
{
    // Article | date | offer, status | price, annual rights | money put in | plan | exemption
    private const string Table = """
        L6323-7  | 2019-06-01 | rncp employee | 1000 5000 |  | 1000 rights |
        L6323-7  | 2024-05-01 | rncp employee | 1000 5000 |  | 1000 rights |
        R6323    | 2024-05-02 | rncp employee | 1000 5000 |  | 100 fixed + 900 rights |
        R6323    | 2024-12-31 | rncp employee | 1000 5000 |  | 100 fixed + 900 rights |
        R6323    | 2025-01-01 | rncp employee | 1000 5000 |  | 102.23 fixed + 897.77 rights |
        R6323    | 2025-12-31 | rncp employee | 1000 5000 |  | 102.23 fixed + 897.77 rights |
        R6323    | 2026-01-01 | rncp employee | 1000 5000 |  | 103.20 fixed + 896.80 rights |
        R6323    | 2026-04-01 | rncp employee | 1000 5000 |  | 103.20 fixed + 896.80 rights |
        R6323    | 2026-04-02 | rncp employee | 1000 5000 |  | 150 fixed + 850 rights |
        R6323    | 2026-05-13 | rncp public-agent | 1000 5000 |  | 150 fixed + 850 rights |
        R6323    | 2026-05-13 | rncp esat-worker | 1000 5000 |  | 150 fixed + 850 rights |
        R6323    | 2026-05-13 | rncp self-employed | 1000 5000 |  | 150 fixed + 850 rights |
        R6323    | 2026-05-13 | rncp employee | 120 500 |  | 120 fixed |
        R6323    | 2026-05-13 | rncp employee | 150 500 |  | 150 fixed |
        R6323    | 2026-05-13 | rncp employee | 150.01 500 |  | 150 fixed + 0.01 rights |
        R6323    | 2024-06-01 | rncp employee | 390 350 |  | 100 fixed + 290 rights |
        R6323    | 2024-06-01 | rncp employee | 1000 950 |  | 100 fixed + 900 rights |
        L6323-4  | 2026-05-13 | rncp employee | 1000 500 |  | 150 fixed + 500 rights + 350 learner |
        L6323-4  | 2026-05-13 | rncp employee | 1000 0 |  | 150 fixed + 850 learner |
        L6323-4  | 2026-05-13 | rncp employee | 1000 850 |  | 150 fixed + 850 rights |
        L6323-4  | 2026-05-13 | rncp employee | 1000 849.99 |  | 150 fixed + 849.99 rights + 0.01 learner |
        L6323-7  | 2026-05-13 | rncp jobseeker | 1000 1000 |  | 1000 rights | jobseeker
        L6323-7  | 2026-05-13 | rncp jobseeker | 1000 400 |  | 400 rights + 600 learner | jobseeker
        L6323-7  | 2026-05-13 | rncp jobseeker | 1000 400 | france-travail 600 | 400 rights + 600 france-travail | jobseeker
        L6323-7  | 2024-05-01 | rncp jobseeker | 1000 1000 |  | 1000 rights |
        L6323-7  | 2026-05-13 | rncp employee | 1000 400 | employer 300 | 400 rights + 300 employer + 300 learner | employer
        L6323-7  | 2026-05-13 | rncp employee | 1000 900 | employer 300 | 900 rights + 100 employer | employer
        L6323-7  | 2026-05-13 | rncp employee | 1000 1000 | employer 300 | 150 fixed + 850 rights |
        L6323-7  | 2026-05-13 | rncp employee | 1000 900 | opco 50, employer 50 | 900 rights + 50 employer + 50 opco | employer
        R6323    | 2026-05-13 | rncp employee | 1000 400 | opco 700 | 150 fixed + 400 rights + 450 opco |
        R6323    | 2026-05-13 | rncp employee | 2000 500 | c2p 1000 | 500 rights + 1000 c2p + 500 learner | c2p
        R6323    | 2026-05-13 | rncp employee | 2000 2000 | c2p 1000 | 150 fixed + 1850 rights |
        R6323    | 2026-05-13 | rncp employee | 2000 500 | work-accident 7500 | 500 rights + 1500 work-accident | work-accident
        R6323    | 2026-05-13 | rncp employee | 1000 400 | state 100 | 150 fixed + 400 rights + 100 state + 350 learner |
        R6323    | 2026-05-13 | rncp employee | 1000 400 | region 100 | 150 fixed + 400 rights + 100 region + 350 learner |
        R6323    | 2026-05-13 | rncp employee | 1000 400 | france-travail 100 | 150 fixed + 400 rights + 100 france-travail + 350 learner |
        R6323    | 2026-05-13 | rncp employee | 1000 400 | agefiph 100 | 150 fixed + 400 rights + 100 agefiph + 350 learner |
        R6323    | 2026-05-13 | rncp employee | 1000 400 | local-authority 100 | 150 fixed + 400 rights + 100 local-authority + 350 learner |
        R6323    | 2026-05-13 | rncp employee | 1000 400 | unedic 100 | 150 fixed + 400 rights + 100 unedic + 350 learner |
        R6323    | 2026-05-13 | rncp self-employed | 1000 400 | faf 100 | 150 fixed + 400 rights + 100 faf + 350 learner |
        R6323    | 2026-05-13 | rncp self-employed | 1000 400 | chamber 100 | 150 fixed + 400 rights + 100 chamber + 350 learner |
        L6323-7  | 2026-05-13 | rncp employee | 1000 1000 | employer-voluntary 300 | 300 employer-voluntary + 700 rights | employer-voluntary
        L6323-7  | 2026-05-13 | rncp employee | 1000 1000 | agreement 300 | 300 agreement + 700 rights | agreement
        L6323-13 | 2026-05-13 | rncp employee | 1000 1000 | employer-penalty 3000 | 150 fixed + 850 employer-penalty |
        L2254-2  | 2026-05-13 | rncp employee | 4000 1000 | performance-agreement-dismissal 3000 | 150 fixed + 3000 performance-agreement-dismissal + 850 rights |
        L2254-2  | 2026-05-13 | rncp jobseeker | 4000 1000 | performance-agreement-dismissal 3000 | 3000 performance-agreement-dismissal + 1000 rights | jobseeker
        D6323-3-4 | 2026-05-13 | rncp employee | 1000 1000 | whistleblower 500 | 150 fixed + 500 whistleblower + 350 rights |
        L7342-3  | 2026-05-13 | rncp self-employed | 1000 1000 | self-employed-platform 500 | 150 fixed + 500 self-employed-platform + 350 rights |
        R6333-3  | 2025-12-04 | rncp employee | 1000 1000 | employer-voluntary 300 | 102.23 fixed + 897.77 rights |
        R6333-3  | 2025-12-05 | rncp employee | 1000 1000 | employer-voluntary 300 | 300 employer-voluntary + 700 rights | employer-voluntary
        R6333-3  | 2025-12-04 | rncp employee | 1000 800 | employer-voluntary 300 | 800 rights + 200 employer-voluntary | employer-voluntary
        R6333-3  | 2025-12-04 | rncp employee | 1000 500 | employer-penalty 3000 | 102.23 fixed + 500 rights + 397.77 employer-penalty |
        R6333-3  | 2025-12-05 | rncp employee | 1000 500 | employer-penalty 3000 | 102.23 fixed + 897.77 employer-penalty |
        R6333-3  | 2026-05-13 | rncp employee | 2000 100 | self-employed-platform 10, whistleblower 20, employer-voluntary 30, agreement 40, performance-agreement-dismissal 50, employer-penalty 60 | 60 employer-penalty + 50 performance-agreement-dismissal + 40 agreement + 30 employer-voluntary + 20 whistleblower + 10 self-employed-platform + 100 rights + 1690 learner | agreement
        R6333-3  | 2025-06-01 | rncp self-employed | 1000 100 | employer 100, faf 100 | 100 rights + 100 faf + 100 employer + 700 learner | employer
        R6333-3  | 2025-12-05 | rncp self-employed | 1000 100 | faf 100, employer 100 | 100 rights + 100 employer + 100 faf + 700 learner | employer
        L6323-4  | 2026-05-13 | rncp employee | 3000 100 | unedic 12, local-authority 11, chamber 10, faf 9, agefiph 8, france-travail 7, region 6, state 5, opco 2 | 150 fixed + 100 rights + 2 opco + 5 state + 6 region + 7 france-travail + 8 agefiph + 9 faf + 10 chamber + 11 local-authority + 12 unedic + 2680 learner |
        D6323-1 A | 2026-02-25 | rs employee | 2000 5000 |  | 103.20 fixed + 1896.80 rights |
        D6323-1 A | 2026-02-26 | rs employee | 2000 5000 |  | 103.20 fixed + 1500 rights + 396.80 learner |
        D6323-1 A | 2026-05-13 | rs employee | 1650 5000 |  | 150 fixed + 1500 rights |
        D6323-1 A | 2026-05-13 | rs employee | 1650.01 5000 |  | 150 fixed + 1500 rights + 0.01 learner |
        D6323-1 A | 2026-05-13 | rs employee | 2000 1200 |  | 150 fixed + 1200 rights + 650 learner |
        D6323-1 A | 2026-05-13 | clea employee | 2000 5000 |  | 150 fixed + 1850 rights |
        D6323-1 A | 2026-05-13 | skills-review employee | 2000 3000 |  | 150 fixed + 1600 rights + 250 learner |
        D6323-1 A | 2026-05-13 | skills-review jobseeker | 2000 3000 |  | 1600 rights + 400 learner | jobseeker
        D6323-1 A | 2026-02-25 | skills-review employee | 2000 3000 |  | 103.20 fixed + 1896.80 rights |
        L6323-6  | 2026-05-13 | rncp employee | 6000 5000 |  | 150 fixed + 5000 rights + 850 learner |
        L6323-6  | 2026-05-13 | rncp-block employee | 3000 5000 |  | 150 fixed + 2850 rights |
        L6323-6  | 2026-05-13 | vae employee | 3000 5000 |  | 150 fixed + 2850 rights |
        L6323-6  | 2026-05-13 | heavy-vehicle-licence employee | 3000 5000 |  | 150 fixed + 2850 rights |
        D6323-1 A | 2026-05-13 | rs employee | 3000 5000 | employer-voluntary 1000 | 1000 employer-voluntary + 1500 rights + 500 learner | employer-voluntary
        D6323-1 A | 2026-05-13 | rs employee | 3000 5000 | employer-penalty 3000 | 150 fixed + 2850 employer-penalty |
        D6323-1 A | 2026-05-13 | skills-review employee | 2000 3000 | opco 500 | 150 fixed + 1600 rights + 250 opco |
        D6323-1 A | 2026-05-13 | rs employee | 2000 5000 | employer 300 | 1500 rights + 300 employer + 200 learner | employer
        L6323-11 | 2026-05-13 | rs employee | 3000 5000 | agreement 1000 | 1000 agreement + 500 rights + 1500 learner | agreement
        L6323-11 | 2026-05-13 | rs employee | 3000 5000 | agreement 2000 | 1500 agreement + 1500 learner | agreement
        L6323-11 | 2026-02-25 | rs employee | 3000 5000 | agreement 2000 | 2000 agreement + 1000 rights | agreement
        D6323-1 A | 2026-05-13 | light-vehicle-licence jobseeker | 1500 3000 |  | 900 rights + 600 learner | jobseeker
        L6323-6  | 2026-02-20 | light-vehicle-licence employee | 1200 2000 |  | 103.20 fixed + 1096.80 rights |
        L6323-6  | 2026-02-21 | light-vehicle-licence employee | 1200 2000 |  | refused L6323-6 |
        L6323-6  | 2026-02-21 | light-vehicle-licence jobseeker | 1200 2000 |  | 1200 rights | jobseeker
        L6323-6  | 2026-02-25 | light-vehicle-licence employee | 1200 1000 | region 50 | 103.20 fixed + 1000 rights + 50 region + 46.80 learner |
        D6323-8  | 2026-02-26 | light-vehicle-licence employee | 1200 1000 | region 50 | refused D6323-8 |
        D6323-8  | 2026-02-26 | light-vehicle-licence employee | 1200 2000 | region 100 | 103.20 fixed + 900 rights + 100 region + 96.80 learner |
        D6323-8  | 2026-05-13 | light-vehicle-licence employee | 1200 2000 | region 99.99 | refused D6323-8 |
        D6323-8  | 2026-05-13 | light-vehicle-licence employee | 1200 2000 | employer 100 | 900 rights + 100 employer + 200 learner | employer
        D6323-8  | 2026-05-13 | light-vehicle-licence employee | 1300 2000 | region 60, opco 60 | refused D6323-8 |
        D6323-8  | 2026-05-13 | light-vehicle-licence employee | 1130 2000 | region 300 | refused D6323-8 |
        L6323-4  | 2026-05-13 | light-vehicle-licence employee | 800 2000 | opco 200 | refused L6323-6 |
        L6323-6  | 2026-05-13 | light-vehicle-licence employee | 1200 2000 |  | refused L6323-6 |
        L6323-6  | 2026-05-13 | light-vehicle-licence self-employed | 1200 2000 |  | refused L6323-6 |
        L6323-6  | 2026-05-13 | light-vehicle-licence employee | 1500 2000 | unedic 500 | refused L6323-6 |
        L6323-6  | 2026-05-13 | light-vehicle-licence employee | 1500 2000 | employer-voluntary 500 | 500 employer-voluntary + 900 rights + 100 learner | employer-voluntary
        L6323-6  | 2026-05-13 | light-vehicle-licence employee | 1500 2000 | employer-penalty 3000 | refused L6323-6 |
        """;

    /// <summary>Article and the whole line, for the test's name.</summary>
    public static IReadOnlyList<string> All { get; } = Table.Split(
        '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is asked.</summary>
    public static FundingRequest Request(string line)
    {
        var cells = Cells(line);
        var (offer, amounts) = (cells[2].Split(' '), cells[3].Split(' '));
        var money = cells[4].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(' '))
            .Select(item => new FundingSource(item[0], Cents(item[1]))).ToList();
        return new FundingRequest(
            DateOnly.Parse(cells[1], CultureInfo.InvariantCulture), Cents(amounts[0]), offer[0], offer[1], Cents(amounts[1]),
            [.. money.Where(m => RuleWords.Dotations.Contains(m.Kind))], [.. money.Where(m => RuleWords.TopUps.Contains(m.Kind))]);
    }

    /// <summary>What must come out, as <see cref="Words"/> writes it.</summary>
    public static string Expected(string line) => Cells(line)[5] + (Cells(line)[6].Length > 0 ? " | " + Cells(line)[6] : "");

    /// <summary>An answer as the table writes it.</summary>
    public static string Words(FundingAnswer answer) => answer is { Plan: { } plan }
        ? string.Join(" + ", plan.Lines.Select(line => $"{Euros(line.AmountCents)} {Name(line)}")) + (
            plan.Exemption is { } exemption ? " | " + exemption : "")
        : "refused " + answer.Refusal!.Reference;

    private static string Name(FundingLine line) => line.Source switch
    {
        "fixed-participation" => "fixed",
        "annual-rights" => "rights",
        "learner" => "learner",
        _ => line.Kind!,
    };

    private static string[] Cells(string line) => [.. line.Split('|').Select(cell => cell.Trim())];

    private static long Cents(string euros) => (long)(decimal.Parse(euros, CultureInfo.InvariantCulture) * 100);

    private static string Euros(long cents) => cents % 100 == 0
        ? (cents / 100).ToString(CultureInfo.InvariantCulture) : (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
