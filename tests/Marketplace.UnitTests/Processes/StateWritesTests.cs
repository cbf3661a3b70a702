using System.Text.RegularExpressions;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Processes;

/// <summary>No statement of the program sets a state past its process.</summary>
public sealed partial class StateWritesTests
{
    private static readonly string[] Sources =
    [
        .. new[] { "src", "indexing" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Sources_UpdateAStateThroughItsColumnOnly() =>
        Assert.Empty(Sources.SelectMany(file => StateUpdate().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));

    [Theory]
    [InlineData("UPDATE bank_entry e SET state = CASE WHEN d.reason IS NULL THEN 'matched' ELSE 'set-aside' END", true)]
    [InlineData("UPDATE holder SET birth_name = @BirthName,\n    identity_status = @next", true)]
    [InlineData("INSERT INTO holder (account_id) VALUES (@a) ON CONFLICT (account_id) DO UPDATE SET identity_status = 'verified'", true)]
    [InlineData("UPDATE holder SET nir_status = @status WHERE account_id = @account", false)]
    [InlineData("UPDATE job SET state = 'done'", false)]
    public void Updates_AreFound(string sql, bool found) => Assert.Equal(found, StateUpdate().IsMatch(sql));

    [GeneratedRegex(
        @"UPDATE\s+(bank_entry|contestation|dotation_order|factor_recovery|holder)\b[^;]*?\bSET\b[^;]*?\b(state|identity_status)\s*=|DO\s+UPDATE\s+SET[^;]*?\b(state|identity_status)\s*=\s*'",
        RegexOptions.Singleline)]
    private static partial Regex StateUpdate();
}
