using System.Globalization;
using System.Net;
using System.Text;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <param name="Value">Null: withheld, drawn as a mark of its own.</param>
/// <param name="Text">The value in words.</param>
public sealed record ChartPoint(string Label, double? Value, string Text);

/// <summary>
/// Charts as SVG, for the eye alone: what they show stands in the table below each, so they are images with a name. Colours come from the
/// stylesheet, by class.
/// </summary>
public static class Charts
{
    private const double Width = 640;
    private const int MostBars = 15;

    /// <summary>Columns over time.</summary>
    public static Html Series(string title, IReadOnlyList<ChartPoint> points)
    {
        const double height = 220, floor = 180, left = 8;
        var most = Math.Max(1, points.Max(p => p.Value) ?? 1);
        var step = (Width - left) / Math.Max(1, points.Count);
        var svg = Begin(title, Width, height);
        svg.Append(Invariant, $"<line class=\"mkt-chart__axis\" x1=\"0\" y1=\"{floor}\" x2=\"{Width}\" y2=\"{floor}\"/>");
        for (var i = 0; i < points.Count; i++)
        {
            var (x, tall) = (left + (i * step), (points[i].Value ?? 0) / most * (floor - 20));
            svg.Append(Invariant, $"<rect class=\"{(points[i].Value is null ? "mkt-chart__withheld" : "mkt-chart__bar")}\" x=\"{N(x)}\" y=\"{N(floor - (points[i].Value is null ? 8 : tall))}\" width=\"{N(Math.Max(step - 2, 1))}\" height=\"{N(points[i].Value is null ? 8 : tall)}\"><title>{E(points[i].Label)} : {E(points[i].Text)}</title></rect>");
            if (i % Math.Max(1, (points.Count + 7) / 8) == 0)
                svg.Append(Invariant,
                    $"<text class=\"mkt-chart__text\" x=\"{N(x)}\" y=\"{floor + 18}\" font-size=\"12\">{E(points[i].Label)}</text>");
        }
        var top = points.FirstOrDefault(p => p.Value == most);
        if (top is not null)
            svg.Append(Invariant,
                $"<text class=\"mkt-chart__text\" x=\"0\" y=\"14\" font-size=\"12\">Maximum : {E(top.Text)} ({E(top.Label)})</text>");
        return End(svg);
    }

    /// <summary>Bars, the longest as they come; beyond the first fifteen the table goes on alone.</summary>
    public static Html Bars(string title, IReadOnlyList<ChartPoint> points)
    {
        const double row = 26, left = 250;
        var shown = points.Take(MostBars).ToList();
        var most = Math.Max(1, shown.Max(p => p.Value) ?? 1);
        var svg = Begin(title, Width, (shown.Count * row) + 4);
        for (var i = 0; i < shown.Count; i++)
        {
            var (y, length) = (i * row, (shown[i].Value ?? 0) / most * (Width - left - 90));
            svg.Append(Invariant, $"<text class=\"mkt-chart__text\" x=\"{left - 8}\" y=\"{N(y + 17)}\" font-size=\"12\" text-anchor=\"end\">{E(Short(shown[i].Label))}</text>");
            svg.Append(Invariant, $"<rect class=\"{(shown[i].Value is null ? "mkt-chart__withheld" : "mkt-chart__bar")}\" x=\"{left}\" y=\"{N(y + 4)}\" width=\"{N(shown[i].Value is null ? 8 : Math.Max(length, 1))}\" height=\"18\"/>");
            svg.Append(Invariant, $"<text class=\"mkt-chart__text\" x=\"{N(left + Math.Max(length, 8) + 6)}\" y=\"{N(y + 17)}\" font-size=\"12\">{E(shown[i].Text)}</text>");
        }
        return End(svg);
    }

    /// <summary>Départements in five shades; those that are withheld in a shade of their own.</summary>
    public static Html Map(string title, IReadOnlyDictionary<string, ChartPoint> departments, FranceOutlines outlines)
    {
        var frame = MapArea.France;
        var values = departments.Values.Select(p => p.Value).OfType<double>().Where(v => v > 0).Order().ToList();
        var svg = new StringBuilder();
        svg.Append(Invariant, $"<svg class=\"mkt-chart mkt-chart--map\" role=\"img\" aria-label=\"{E(title)}\" viewBox=\"{N(frame.X)} {N(frame.Y)} {N(frame.Width)} {N(frame.Height)}\" xmlns=\"http://www.w3.org/2000/svg\">");
        foreach (var outline in outlines.Mainland.Concat(
            MapArea.Overseas.Select(area => outlines.Overseas(area.Department!, area.Projection)).OfType<Outline>()))
        {
            var point = departments.GetValueOrDefault(outline.Department);
            var shade = point is null || point.Value == 0 ? "0" : point.Value is not { } value ? "withheld"
                : N(1 + Math.Min(4, (int)(values.BinarySearch(value) is var at && at >= 0 ? at * 5.0 / values.Count : 0)));
            svg.Append(Invariant, $"<path class=\"mkt-chart__area mkt-chart__area--{shade}\" d=\"{outline.Path(2)}\"><title>{E(point?.Label ?? outline.Department)} : {E(point?.Text ?? "0")}</title></path>");
        }
        return End(svg);
    }

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static StringBuilder Begin(string title, double width, double height) => new StringBuilder().Append(Invariant,
        $"<svg class=\"mkt-chart\" role=\"img\" aria-label=\"{E(title)}\" viewBox=\"0 0 {N(width)} {N(height)}\" xmlns=\"http://www.w3.org/2000/svg\">");

    private static Html End(StringBuilder svg) => Html.Trusted(svg.Append("</svg>").ToString());

    private static string N(double number) => Math.Round(number, 1).ToString(Invariant);

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string Short(string text) => text.Length <= 38 ? text : text[..37] + "…";
}
