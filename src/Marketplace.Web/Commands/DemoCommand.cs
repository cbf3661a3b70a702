using System.CommandLine;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Platform.Time;
using Npgsql;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary><c>demo --actions N --seed S</c>: a made-up catalogue, the same for the same numbers on the same day.</summary>
public static class DemoCommand
{
    private const int MostActions = 2_000_000;

    public static Command Create()
    {
        var actions = new Option<int>(
            "--actions") { Description = "Nombre d’actions de formation.", DefaultValueFactory = _ => DemoCatalogue.DefaultActions };
        var seed = new Option<int>(
            "--seed") { Description = "Graine : une autre graine donne d’autres organismes (0 à 999).",
            DefaultValueFactory = _ => DemoCatalogue.DefaultSeed };
        actions.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 1, MostActions));
        seed.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 0, 999));
        var command = new Command("demo", "Ajoute un catalogue de démonstration inventé.") { actions, seed };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(actions), parsed.GetValue(seed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, int actions, int seed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var services = session.Services;
        var changes = await WithProgressAsync(actions, progress => DemoCatalogue.AddAsync(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ReferenceDataStore>().Current,
            actions, seed, services.GetRequiredService<TimeProvider>().Today(), progress, cancel));
        Console.WriteLine($"{actions} actions de démonstration : {changes.Added} éléments ajoutés, {changes.Changed} changés, {changes.Unchanged} déjà là, {changes.Archived} archivés.");
        return 0;
    }

    private static async Task<T> WithProgressAsync<T>(int actions, Func<IProgress<int>?, Task<T>> run)
    {
        if (Console.IsOutputRedirected)
            return await run(null);
        return await AnsiConsole.Progress().StartAsync(context =>
        {
            var bar = context.AddTask("Catalogue de démonstration", maxValue: actions);
            return run(new Progress<int>(written => bar.Value = written));
        });
    }

    private static void Check(System.CommandLine.Parsing.OptionResult option, int value, int low, int high)
    {
        if (value < low || value > high)
            option.AddError($"{option.Option.Name} va de {low} à {high}.");
    }
}
