using Marketplace.Money.Regulation;
using Marketplace.Platform.Importing;

namespace Marketplace.UnitTests.Endings;

/// <summary>The rules as they would be with other words in the book.</summary>
internal static class OtherReadings
{
    public static RulesInForce Of(params (string Key, string Value)[] changes) =>
        RuleBookReader.Read(name => new StringReader(name == RuleBookReader.Rules ? Changed(Seed(name), changes) : Seed(name)))
            .On(EndingCases.Accepted);

    private static string Changed(string rules, (string Key, string Value)[] changes) => string.Join('\n', rules.Split('\n').Select(line =>
        changes.FirstOrDefault(change => line.StartsWith(change.Key + ";", StringComparison.Ordinal)) is { Key: not null } change
            ? string.Join(';', line.Split(';').Select((cell, index) => index == 3 ? change.Value : cell)) : line));

    private static string Seed(string name)
    {
        using var text = SeedFiles.OpenText("regulation/" + name);
        return text.ReadToEnd();
    }
}
