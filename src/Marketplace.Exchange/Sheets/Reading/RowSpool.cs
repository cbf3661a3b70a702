using System.Text;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>
/// The rows of a file as they were written, kept outside memory while it is judged and applied: a sheet may be sorted in any way,
/// and what is applied is what was judged.
/// </summary>
internal sealed class RowSpool : IDisposable
{
    private readonly FileStream file = TemporaryFile.Create();
    private readonly BinaryWriter writer;
    private readonly BinaryReader reader;
    private readonly List<long> offsets = [];
    private readonly List<int> lines = [];

    public RowSpool()
    {
        writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
    }

    public int Count => offsets.Count;

    /// <summary>Keeps a row under the next ordinal, from 1.</summary>
    public void Add(int line, IReadOnlyList<string> cells)
    {
        offsets.Add(file.Position);
        lines.Add(line);
        writer.Write7BitEncodedInt(cells.Count);
        foreach (var cell in cells)
            writer.Write(cell);
    }

    /// <summary>The physical line of a row.</summary>
    public int LineOf(int ordinal) => lines[ordinal - 1];

    /// <summary>The cells of a row, by place.</summary>
    public string[] Read(int ordinal)
    {
        var offset = offsets[ordinal - 1];
        // In the order of the file, the usual one, the next row is where the last one ended.
        if (file.Position != offset)
            file.Position = offset;
        var cells = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.ReadString();
        return cells;
    }

    public void Dispose()
    {
        writer.Dispose();
        reader.Dispose();
        file.Dispose();
    }
}
