using System.CommandLine;
using Marketplace.Platform.Data;
using Marketplace.Web.Hosting;
using Marketplace.Web.Site;

namespace Marketplace.Web.Commands;

/// <summary><c>serve</c>: pages, API and jobs.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Lance le site et les tâches de fond (par défaut).");
        Configure(command);
        return command;
    }

    /// <summary>
    /// Makes a command serve. Host settings (<c>--Section:Key=value</c>, <c>--contentRoot</c> …) pass through to the host.
    /// </summary>
    public static void Configure(Command command)
    {
        var role = new Option<ServerRole>(
            "--role") { Description = "Ce que fait ce processus : web, jobs ou all.", DefaultValueFactory = _ => ServerRole.All };
        var urls = new Option<string?>("--urls") { Description = $"Adresses d’écoute (par défaut {Server.DefaultUrl})." };
        command.Options.Add(role);
        command.Options.Add(urls);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancel) =>
        {
            if (FirstUnknown(parsed.UnmatchedTokens) is { } unknown)
                throw new SetupException($"« {unknown} » n’est ni une commande ni une option connue ; la liste : --help.");
            List<string> args = [.. parsed.UnmatchedTokens];
            if (parsed.GetValue(urls) is { } addresses)
                args.Add($"--urls={addresses}");
            return Server.RunAsync([.. args], parsed.GetValue(role), cancel);
        });
    }

    /// <summary>Settings that hosts are started with (tests, service managers) beside those with a section.</summary>
    private static readonly HashSet<string> HostSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "environment", "contentRoot", "applicationName", "webroot", "hostingStartupAssemblies", "preventHostingStartup",
            "shutdownTimeoutSeconds",
    };

    /// <summary>The first token that is no host setting, neither as <c>--name=value</c> nor as <c>--name value</c>.</summary>
    private static string? FirstUnknown(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var name = token.StartsWith("--", StringComparison.Ordinal) ? token[2..].Split('=')[0] : null;
            // Test hosts also list the sections themselves, as "--Seed=".
            if (name is null || !(HostSettings.Contains(name) || name.Contains(':') || token.EndsWith('=')))
                return token;
            if (!token.Contains('=') && i + 1 < tokens.Count && !tokens[i + 1].StartsWith("--", StringComparison.Ordinal))
                i++;
        }
        return null;
    }
}
