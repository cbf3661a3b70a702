using System.Globalization;
using System.Text;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>The outline of a département: closed lines, in units of the drawing.</summary>
/// <param name="Department">Code.</param>
public sealed record Outline(string Department, IReadOnlyList<IReadOnlyList<MapPoint>> Lines)
{
    public MapFrame Frame { get; } = MapFrame.Around([.. Lines.SelectMany(line => line)]);

    /// <summary>The path of an SVG, without what is finer than the detail.</summary>
    public string Path(double detail)
    {
        var path = new StringBuilder();
        var precision = detail < 0.2 ? 2 : 1;
        foreach (var line in Lines)
        {
            MapPoint? last = null;
            foreach (var point in line)
            {
                if (last is not { } before)
                {
                    last = new MapPoint(Math.Round(point.X, precision), Math.Round(point.Y, precision));
                    path.Append('M').Append(Number(last.Value.X)).Append(' ').Append(Number(last.Value.Y)).Append('l');
                    continue;
                }
                // Relative to what was written, so that rounding does not add up.
                var (dx, dy) = (Math.Round(point.X - before.X, precision), Math.Round(point.Y - before.Y, precision));
                if (Math.Abs(dx) + Math.Abs(dy) < detail)
                    continue;
                path.Append(Number(dx)).Append(dy < 0 ? "" : " ").Append(Number(dy)).Append(' ');
                last = new MapPoint(before.X + dx, before.Y + dy);
            }
            path.Append('z');
        }
        return path.ToString();
    }

    /// <summary>Reads the path of an SVG file; the outlines have moves, lines and closings only.</summary>
    /// <exception cref="FormatException">Something else stands there.</exception>
    public static Outline Read(string department, string path)
    {
        var (lines, line, at, command) = (new List<IReadOnlyList<MapPoint>>(), new List<MapPoint>(), new MapPoint(0, 0), 'M');
        foreach (var part in path.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length == 1 && char.IsAsciiLetter(part[0]))
            {
                command = part[0];
                if (command is 'z' or 'Z' && line.Count > 0)
                {
                    at = line[0];
                    lines.Add(line);
                    line = [];
                }
                else if (command is not ('m' or 'M' or 'l' or 'L' or 'z' or 'Z'))
                {
                    throw new FormatException($"The outlines have an unknown command {command}.");
                }
                continue;
            }
            var (x, y) = part.Split(',') is [var first, var second]
                ? (Coordinate(first, part), Coordinate(second, part)) : throw new FormatException($"The outlines have no point {part}.");
            at = char.IsAsciiLetterLower(command) ? new MapPoint(at.X + x, at.Y + y) : new MapPoint(x, y);
            line.Add(at);
        }
        if (line.Count > 0)
            lines.Add(line);
        return new Outline(department, lines);
    }

    private static double Coordinate(string number, string part) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value : throw new FormatException($"The outlines have no point {part}.");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
