namespace Marketplace.IntegrationTests.Inputs;

/// <summary>Bodies for an address that takes JSON, made from one that it accepts.</summary>
public static class OddJson
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-0", "9223372036854775808", "\"\"", "\"x\"", "\"1\"", "\"\\ud800\"",
            "\"\\udc00\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[]]", "[null]", "{\"kind\":{}}",
        "[{\"kind\":\"\\ud800\",\"amountCents\":1}]", "[{\"\\ud800\":1}]", "[{\"kind\":1,\"amountCents\":\"\\udfff\"}]", "\"0001-01-01\"",
        "\"9999-12-31\"", "\"2026-02-30\"", "",
    ];

    /// <summary>The accepted body with each member replaced by each odd value, then bodies that are odd as a whole.</summary>
    public static IEnumerable<string> Bodies(IReadOnlyDictionary<string, string> accepted)
    {
        foreach (var name in accepted.Keys)
            foreach (var value in Values.Append($"\"{new string('a', 20_000)}\"")
                .Append($"[{string.Join(',', Enumerable.Repeat("{\"kind\":\"x\",\"amountCents\":-1}", 900))}]"))
                yield return Body(accepted.Select(member => (member.Key, member.Key == name ? value : member.Value)));
        foreach (var name in (string[])["\\ud800", "", "\\u0000", new string('n', 20_000), "<script>", "price\\u0043ents"])
            yield return Body(accepted.Select(member => (member.Key, member.Value)).Append((name, "1")));
        foreach (var body in (string[])[
            "", " ", "null", "1", "\"\\ud800\"", "[", "{", "{}", "[{}]", "\uFEFF{}", new string('[', 20_000), new string('1', 20_000),
            "{\"a\":" + new string('[', 500)])
            yield return body;
        // Nine tenths of a megabyte, the most that the server reads: names that nothing has, and one list.
        yield return Body(Enumerable.Range(0, 60_000).Select(i => ($"n{i:x5}", "1")));
        yield return $"{{\"topUps\":[{string.Join(',', Enumerable.Repeat("0", 400_000))}]}}";
        yield return $"{{\"topUps\":[{string.Join(',', Enumerable.Repeat($"{{{string.Join(',', Enumerable.Range(0, 900).Select(i => $"\"u{i}\":0"))}}}", 50))}]}}";
    }

    private static string Body(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}";
}
