using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Forms;

/// <summary>A typed offer as the rows of a sheet: one a session, one for an action without session or an offer without action.</summary>
internal sealed class TypedRows : ISheetRows
{
    private readonly List<(int? Action, int? Session)> places = [];
    private readonly List<string[]> rows = [[.. SheetColumns.All.Select(c => c.Name)]];
    private int at = -1;

    public TypedRows(string siret, TypedOffer offer)
    {
        if (offer.Actions.Count == 0)
            Add(null, null, [offer.Fields]);
        for (var a = 0; a < offer.Actions.Count; a++)
        {
            var action = offer.Actions[a];
            if (action.Sessions.Count == 0)
                Add(a, null, [offer.Fields, action.Fields]);
            for (var s = 0; s < action.Sessions.Count; s++)
                Add(a, s, [offer.Fields, action.Fields, action.Sessions[s]]);
        }

        void Add(int? action, int? session, IReadOnlyDictionary<string, string>[] levels)
        {
            places.Add((action, session));
            rows.Add([.. SheetColumns.All.Select(c => c.Name == "SIRET" ? siret
                : levels.ElementAtOrDefault((int)c.Level - 1)?.GetValueOrDefault(c.Name) ?? "")]);
        }
    }

    /// <summary>What a row of the sheet, from 1, stands for.</summary>
    public (int? Action, int? Session) Place(int row) => places[row - 1];

    public string Format => "formulaire";

    public int Line => at + 1;

    public int Count => rows[at].Length;

    public IEnumerable<SheetFault> Notes => [];

    public bool Read() => ++at < rows.Count;

    public string Cell(int place, SheetColumn? column) => rows[at][place];

    public void Dispose()
    {
    }
}
