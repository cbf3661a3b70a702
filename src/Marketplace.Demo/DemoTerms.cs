namespace Marketplace.Demo;

/// <summary>Length and price of a training.</summary>
/// <param name="Hours">In all.</param>
/// <param name="InCompany">Of these, in a company.</param>
/// <param name="PriceCents">Including VAT.</param>
/// <param name="VatRate">Per cent.</param>
internal sealed record DemoTerms(int Hours, int InCompany, long PriceCents, decimal VatRate)
{
    /// <summary>Believable ranges of the market by kind, domain and level.</summary>
    public static DemoTerms Of(DemoKind kind, string nsf, int? level, string code, bool partial, bool exempt, Draw draw)
    {
        var (hours, company, euros) = kind switch
        {
            DemoKind.Language => Hourly(draw.Between(10, 60), 32, 62, draw),
            DemoKind.Office => Hourly(7 * draw.Between(1, 5), 38, 72, draw),
            DemoKind.Driving => Driving(code, draw),
            DemoKind.SkillsReview => (draw.Between(13, 24), 0, draw.Between(120, 220) * 10),
            DemoKind.Vae => (draw.Between(12, 30), 0, draw.Between(90, 250) * 10),
            _ => Degree(nsf, level, partial, draw),
        };
        return new DemoTerms(hours, company, euros * 100L, exempt ? 0m : draw.Chance(0.97) ? 20m : 5.5m);
    }

    private static (int, int, int) Hourly(int hours, int low, int high, Draw draw) => (hours, 0, Round(hours * draw.Between(low, high)));

    private static (int, int, int) Driving(string code, Draw draw) => code switch
    {
        "CPF210" or "CPF214" => (draw.Between(70, 140), 0, draw.Between(190, 420) * 10),
        "CPF219" or "CPF220" => (20, 0, draw.Between(70, 120) * 10),
        _ => (draw.Between(20, 35), 0, draw.Between(85, 190) * 10),
    };

    private static (int, int, int) Degree(string nsf, int? level, bool partial, Draw draw)
    {
        var taught = level switch
        {
            3 => draw.Between(50, 110),
            4 => draw.Between(60, 120),
            5 => draw.Between(60, 130),
            6 => draw.Between(50, 90),
            7 => draw.Between(45, 70),
            _ => draw.Between(30, 90),
        } * 7;
        if (partial)
            taught = Math.Max(35, taught / 4 / 7 * 7);
        var company = partial || draw.Chance(0.2) ? 0 : 35 * draw.Between(2, 12);
        // Workshops cost more than classrooms; so do higher levels.
        var rate = (nsf[0] == '2' ? 6 : 5) + (level ?? 4) * 2 / 3 + draw.Between(-2, 4);
        return (taught + company, company, Round(taught * rate));
    }

    private static int Round(int euros) => Math.Max(200, (euros + 5) / 10 * 10);
}
