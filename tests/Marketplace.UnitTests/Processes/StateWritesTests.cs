using System.Text.RegularExpressions;
using Marketplace.Platform.Data.Editing;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace Marketplace.UnitTests.Processes;

/// <summary>No statement of the program sets a state past its process.</summary>
public sealed partial class StateWritesTests
{
    private static readonly string[] Sources =
    [
        .. new[] { "src", "indexing" }.SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Sources_UpdateAStateThroughItsColumnOnly() =>
        Assert.Empty(Sources.SelectMany(
            file => StateUpdate().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));

    [Theory]
    [InlineData("UPDATE bank_entry e SET state = CASE WHEN d.reason IS NULL THEN 'matched' ELSE 'set-aside' END", true)]
    [InlineData("UPDATE holder SET birth_name = @BirthName,\n    identity_status = @next", true)]
    [InlineData("INSERT INTO holder (account_id) VALUES (@a) ON CONFLICT (account_id) DO UPDATE SET identity_status = 'verified'", true)]
    [InlineData("UPDATE holder SET nir_status = @status WHERE account_id = @account", false)]
    [InlineData("UPDATE job SET state = 'done'", false)]
    public void Updates_AreFound(string sql, bool found) => Assert.Equal(found, StateUpdate().IsMatch(sql));

    [Fact]
    public void Contexts_UpdateNoState() => Assert.Empty(MarketplaceContexts.All.SelectMany(type =>
    {
        using var context = (MarketplaceContext)Activator.CreateInstance(type)!;
        return StatesWritten(context);
    }));

    [Theory]
    [InlineData(PropertySaveBehavior.Save, true)]
    [InlineData(PropertySaveBehavior.Throw, false)]
    public void States_ThatAContextUpdates_AreFound(PropertySaveBehavior behaviour, bool found)
    {
        using MarketplaceContext context = behaviour == PropertySaveBehavior.Save ? new OpenContext() : new ClosedContext();
        Assert.Equal(found ? ["holder.identity_status"] : [], StatesWritten(context));
    }

    /// <summary>Columns of states that EF would write when they change; it may make rows in their first state.</summary>
    private static string[] StatesWritten(MarketplaceContext context) =>
    [
        .. from table in context.Model.GetRelationalModel().Tables where Tables.Split('|').Contains(table.Name)
           from column in table.Columns where States.Split('|').Contains(column.Name)
           where column.PropertyMappings.Any(mapping => mapping.Property.GetAfterSaveBehavior() != PropertySaveBehavior.Throw)
           select $"{table.Name}.{column.Name}",
    ];

    private sealed class OpenContext : MarketplaceContext
    {
        protected override void Map(ModelBuilder model) => model.Entity<Holder>().ToTable("holder");
    }

    private sealed class ClosedContext : MarketplaceContext
    {
        protected override void Map(ModelBuilder model) =>
            model.Entity<Holder>().ToTable("holder").Property(holder => holder.IdentityStatus)
                .Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
    }

    private sealed class Holder : EditedRow
    {
        public Guid Id { get; init; }
        public required string IdentityStatus { get; init; }
    }

    private const string Tables =
        "bank_details|bank_entry|booking|booking_complaint|booking_control|card_payment|card_refund|contestation|"
        + "dotation_order|factor_recovery|holder|payable|payout_batch|payout_transfer|recovery|referencing|upload|waiting_entry";
    private const string States = "state|identity_status|billing_state|control_state";

    [GeneratedRegex(
        @"UPDATE\s+(" + Tables + @")\b[^;]*?\bSET\b[^;]*?\b(" + States + @")\s*=|DO\s+UPDATE\s+SET[^;]*?\b(" + States + @")\s*=\s*'",
        RegexOptions.Singleline)]
    private static partial Regex StateUpdate();
}
