using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Xunit;

namespace Marketplace.IntegrationTests.Processes;

/// <summary>A process with what puts something into one of its states, and the commands that people give.</summary>
/// <param name="Key">Column of the table that tells rows apart.</param>
/// <param name="MakeAsync">Something in a state; its key.</param>
/// <param name="Commands">By event: gives the command in a role; false: not done, without a word about the process.</param>
/// <param name="Closed">States in which the command finds nothing to decide on at all.</param>
public sealed record ProcessStage(
    ProcessTable Process, string Table, string Key, string State, Func<string, Task<object>> MakeAsync,
    IReadOnlyDictionary<string, Func<object, string, Task<bool>>> Commands, IReadOnlyCollection<string> Closed)
{
    /// <summary>Gives each command in each state and each role: it is done where a row says so, and leaves no trace elsewhere.</summary>
    /// <returns>How often it was done and refused.</returns>
    public async Task<(int Done, int Refused)> PlayAsync(MarketplaceApplication application)
    {
        var (done, refused) = (0, 0);
        foreach (var (state, _) in Process.StateLabels)
        {
            var still = await MakeAsync(state);
            foreach (var (@event, command) in Commands)
            {
                foreach (var role in Roles.Labels.Keys)
                {
                    if (Process.Lines.FirstOrDefault(
                        line => line.From == state && line.Event == @event && line.By.Contains(role)) is { } row)
                    {
                        var moved = await MakeAsync(state);
                        Assert.True(await command(moved, role), $"{state}, {@event}, {role}");
                        Assert.Equal(row.To, await StateAsync(application, moved));
                        done++;
                        continue;
                    }
                    var before = await TraceAsync(application, still);
                    if (Closed.Contains(state))
                        Assert.False(await command(still, role), $"{state}, {@event}, {role}");
                    else
                        Assert.Equal(Process.WhyNever(state, @event, role),
                            (await Assert.ThrowsAsync<ProcessRefusedException>(() => command(still, role))).Message);
                    Assert.Equal(before, await TraceAsync(application, still));
                    Assert.Equal(state, await StateAsync(application, still));
                    refused++;
                }
            }
        }
        return (done, refused);
    }

    private async Task<string?> StateAsync(MarketplaceApplication application, object key)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<string>($"SELECT {State} FROM {Table} WHERE {Key} = @key", new { key });
    }

    /// <summary>The row, and how much there is of histories, log, ledger, mails and documents.</summary>
    private async Task<string?> TraceAsync(MarketplaceApplication application, object key)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<string>($"""
            SELECT concat_ws('|', (SELECT t::text FROM {Table} t WHERE {Key} = @key), (SELECT count(*) FROM account_event), (SELECT count(*) FROM access_log),
                (SELECT count(*) FROM ledger_transfer), (SELECT count(*) FROM mail), (SELECT count(*) FROM identity_document), (SELECT count(*) FROM vault_entry))
            """, new { key });
    }
}
