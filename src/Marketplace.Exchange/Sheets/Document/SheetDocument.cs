using System.Xml;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Document;

/// <summary>Writes rows as the nodes of the document that they stand for.</summary>
internal sealed class SheetDocument
{
    private const int FragmentsKept = 200;

    private readonly Dictionary<string, ExtrasFragment?> fragments = [];
    private readonly List<SheetNode> nodes = [];

    /// <summary>A formation in pieces that are used up one after the other: only one of them is held.</summary>
    public IEnumerable<List<SheetNode>> Formation(StagedSheet sheet, FormationRows formation)
    {
        var head = sheet.Row(formation.First);
        Open(ElementPlan.Formation, head, 0, formation.Findings);
        yield return nodes;
        foreach (var action in formation.Actions)
        {
            var row = sheet.Row(action.First);
            Open(ElementPlan.Action, row, 1, action.Findings);
            yield return nodes;
            foreach (var session in action.Sessions)
            {
                var own = sheet.Row(session);
                Open(ElementPlan.Session, own, 2, []);
                Close(ElementPlan.Session, own, 2);
                yield return nodes;
                nodes.Clear();
            }
            nodes.Clear();
            Close(ElementPlan.Action, row, 1);
            yield return nodes;
        }
        nodes.Clear();
        Close(ElementPlan.Formation, head, 0);
        yield return nodes;
    }

    private void Open(ElementPlan plan, SheetRow row, int depth, IReadOnlyList<CellFinding> others)
    {
        nodes.Clear();
        Start(plan, row, depth, null, empty: false);
        foreach (var finding in row.Findings)
            if (plan.Columns.Contains(finding.Column))
                Add(finding);
        foreach (var finding in others)
            Add(finding);
        foreach (var child in plan.Children.Take(plan.ItemsAt))
            Write(child, row, depth + 1, null);

        void Add(CellFinding finding) => nodes.Add(new(
            XmlNodeType.None, depth + 1, "", "", "", finding.Text, SheetMark.Of(finding.Row, finding.Column), [], Finding: finding.Code));
    }

    private void Close(ElementPlan plan, SheetRow row, int depth)
    {
        foreach (var child in plan.Children.Skip(plan.ItemsAt))
            Write(child, row, depth + 1, null);
        End(plan.Name, row, plan, depth);
    }

    /// <param name="around">The extras kept beside the element, which may hold more of what it holds.</param>
    private void Write(ElementPlan plan, SheetRow row, int depth, KeptExtras? around)
    {
        var more = plan is { Name: "extras", Info: { } info } ? around?.Take(info) : null;
        if (!plan.Required && more is null && !plan.Columns.Any(c => row.Values[c] is not null))
            return;
        if (plan.IsRaw)
        {
            around?.CopyRest(nodes, depth, SheetMark.Of(row.Ordinal, plan.Column));
            return;
        }
        var text = plan.Column < 0 ? null : row.Values[plan.Column];
        if (plan.Many)
        {
            foreach (var code in text?.Split(SheetValues.Between) ?? [])
                Leaf(plan, row, depth, code);
        }
        else if (plan.Column >= 0)
            Leaf(plan, row, depth, text ?? "");
        else
            Branch(plan, row, depth, more);
    }

    private void Branch(ElementPlan plan, SheetRow row, int depth, (ExtrasFragment Of, int Item)? more)
    {
        Start(plan, row, depth, more?.Of.Items[more.Value.Item].Number, empty: false);
        var raw = plan.Children.Find(c => c.IsRaw);
        var kept = raw is not null && row.Values[raw.Column] is { } cell && Fragment(cell) is { } fragment
            ? new KeptExtras(fragment) : null;
        foreach (var child in plan.Children)
            Write(child, row, depth + 1, kept);
        if (more is { } inside)
            inside.Of.Copy(inside.Item, inside: true, nodes, depth + 1, SheetMark.Of(row.Ordinal, plan.Mark));
        End(plan.Name, row, plan, depth);
    }

    private void Leaf(ElementPlan plan, SheetRow row, int depth, string text)
    {
        Start(plan, row, depth, null, empty: text.Length == 0);
        if (text.Length == 0)
            return;
        nodes.Add(new(XmlNodeType.Text, depth + 1, "", "", "", text, SheetMark.Of(row.Ordinal, plan.Mark), []));
        End(plan.Name, row, plan, depth);
    }

    private void Start(ElementPlan plan, SheetRow row, int depth, string? number, bool empty)
    {
        var attributes = plan.Attributes.Count == 0 && plan.Info is null && number is null ? []
            : new List<SheetAttribute>(plan.Attributes.Count + 2);
        if (number is not null)
            attributes.Add(new("", "numero", "", number));
        if (plan.Info is not null)
            attributes.Add(new("", "info", "", plan.Info));
        foreach (var (name, column) in plan.Attributes)
            // Contacts and addresses need a number in EDOF's format; nobody but the provider's software gives them any.
            if ((row.Values[column] ?? (plan.Name is "coordonnees" or "adresse" ? "1" : null)) is { } value)
                attributes.Add(new("", name, "", value));
        nodes.Add(new(XmlNodeType.Element, depth, "", NameOf(plan, row), EdofCursor.Namespace, "", SheetMark.Of(row.Ordinal, plan.Mark),
            attributes, empty, plan));
    }

    private void End(string name, SheetRow row, ElementPlan plan, int depth) => nodes.Add(new(
        XmlNodeType.EndElement, depth, "", name, EdofCursor.Namespace, "", SheetMark.Of(row.Ordinal, plan.Mark), []));

    /// <summary>The code of a certification says which element it stands in.</summary>
    private static string NameOf(ElementPlan plan, SheetRow row) => plan.Name != "code-?" ? plan.Name
        : row.Values[plan.Column] switch
        {
            { } code when code.StartsWith("RS", StringComparison.Ordinal) => "code-RS",
            { } code when code.StartsWith("CPF", StringComparison.Ordinal) => "code-CPF",
            _ => "code-RNCP",
        };

    private ExtrasFragment? Fragment(string cell)
    {
        if (fragments.TryGetValue(cell, out var known))
            return known;
        if (fragments.Count >= FragmentsKept)
            fragments.Clear();
        return fragments[cell] = ExtrasFragment.Parse(cell);
    }

    /// <summary>A cell's extras while they are put in their places.</summary>
    private sealed class KeptExtras(ExtrasFragment fragment)
    {
        private readonly HashSet<int> taken = [];

        /// <summary>Members kept from inside a known group go back into it, as in EDOF's export.</summary>
        public (ExtrasFragment, int)? Take(string group)
        {
            var item = fragment.Items.FindIndex(i => i.Name == "extras" && i.Info == group);
            return item >= 0 && taken.Add(item) ? (fragment, item) : null;
        }

        public void CopyRest(List<SheetNode> to, int depth, int mark)
        {
            for (var i = 0; i < fragment.Items.Count; i++)
                if (!taken.Contains(i))
                    fragment.Copy(i, inside: false, to, depth, mark);
        }
    }
}
