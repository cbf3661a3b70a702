using System.CommandLine;
using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary>The command line: no command means serve.</summary>
public static class CommandLine
{
    /// <summary>Exit status when the input could not be read or the program could not start.</summary>
    public const int Unreadable = 2;

    /// <summary>All commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Place de marché de la formation professionnelle.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(IndexCommand.Create());
        root.Subcommands.Add(SearchCommand.Create());
        root.Subcommands.Add(BackupCommand.Create());
        root.Subcommands.Add(RestoreCommand.Create());
        root.Subcommands.Add(AdminCommand.Create());
        root.Subcommands.Add(VaultCommand.Create());
        root.Subcommands.Add(LedgerCommand.Create());
        root.Subcommands.Add(DotationsCommand.Create());
        root.Subcommands.Add(PayoutsCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(StatisticsCommand.Create());
        return root;
    }

    /// <summary>Parses and runs; failures that the caller can mend are one sentence on the error stream.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Ctrl-C cancels; stopping the database cleanly may take a while.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
        };
        try
        {
            return await Create().Parse(args).InvokeAsync(settings);
        }
        catch (SetupException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Unreadable;
        }
        catch (NpgsqlException failure)
        {
            await Console.Error.WriteLineAsync($"La base de données a refusé ou interrompu l’opération : {failure.Message}");
            return Unreadable;
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            await Console.Error.WriteLineAsync($"Le moteur de recherche ne répond pas : {failure.Message} Vérifiez les réglages Search__Elasticsearch__… et l'état du cluster, puis recommencez.");
            return Unreadable;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrompu.");
            return 130;
        }
    }
}
