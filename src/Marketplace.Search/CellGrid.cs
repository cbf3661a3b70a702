namespace Marketplace.Search;

/// <summary>
/// A grid over the map to count matches by: cells are numbered from the equator and Greenwich, so that the same point
/// falls into the same cell whatever else is asked.
/// </summary>
/// <param name="LatStep">Height of a cell in degrees.</param>
/// <param name="LngStep">Width of a cell in degrees.</param>
public sealed record CellGrid(double LatStep, double LngStep)
{
    /// <summary>More cells are not answered; the fullest are.</summary>
    public const int MostCells = 500;

    /// <summary>The cell of a point; its southern and western edges belong to it.</summary>
    public (int Row, int Column) CellOf(double lat, double lng) => ((int)Math.Floor(lat / LatStep), (int)Math.Floor(lng / LngStep));

    /// <summary>The ground that a cell covers.</summary>
    public GeoBox BoxOf(int row, int column) => new(column * LngStep, row * LatStep, (column + 1) * LngStep, (row + 1) * LatStep);
}

/// <summary>The matching actions of a cell that have a point and are not remote.</summary>
/// <param name="Lat">Mean of their points.</param>
/// <param name="Lng">Mean of their points.</param>
public sealed record MapCell(int Row, int Column, int Count, double Lat, double Lng);
