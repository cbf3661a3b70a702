using System.CommandLine;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Demo.History;
using Marketplace.Platform.Time;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Npgsql;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary>
/// <c>demo --actions N --seed S</c>: a made-up catalogue, the same for the same numbers on the same day; <c>demo --bookings N --years
/// Y</c>: a
/// made-up past of dossiers for it.
/// </summary>
public static class DemoCommand
{
    private const int MostActions = 2_000_000;
    private const int MostBookings = 5_000_000;

    public static Command Create()
    {
        var actions = new Option<int>(
            "--actions") { Description = "Nombre d’actions de formation.", DefaultValueFactory = _ => DemoCatalogue.DefaultActions };
        var seed = new Option<int>(
            "--seed") { Description = "Graine : une autre graine donne d’autres organismes (0 à 999).",
            DefaultValueFactory = _ => DemoCatalogue.DefaultSeed };
        actions.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 1, MostActions));
        seed.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 0, 999));
        var bookings = new Option<int>("--bookings") { Description = "Dossiers d’inscription d’un passé inventé, au lieu d’un catalogue ; il faut un catalogue de démonstration." };
        var years = new Option<int>(
            "--years") { Description = "Années de ce passé (1 à 7).", DefaultValueFactory = _ => DemoHistory.UsualYears };
        bookings.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 1, MostBookings));
        years.Validators.Add(value => Check(value, value.GetValueOrDefault<int>(), 1, 7));
        var command = new Command(
            "demo", "Ajoute un catalogue de démonstration inventé, ou des dossiers d’inscription passés.") { actions, seed, bookings,
            years };
        command.SetAction((parsed, cancel) => parsed.GetResult(bookings) is { Implicit: false }
            ? HistoryAsync(parsed, parsed.GetValue(bookings), parsed.GetValue(years), cancel)
            : RunAsync(parsed, parsed.GetValue(actions), parsed.GetValue(seed), cancel));
        return command;
    }

    private static async Task<int> HistoryAsync(ParseResult parsed, int bookings, int years, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var services = session.Services;
        var made = await WithProgressAsync(bookings, "Dossiers de démonstration", progress =>
            services.GetRequiredService<DemoHistory>().EnsureAsync(bookings, years, progress, cancel));
        await services.GetRequiredService<FactFeed>().RunAsync(cancel);
        await services.GetRequiredService<EditionPublishing>().PublishDueAsync(cancel);
        Console.WriteLine(made > 0
            ? $"{made} dossiers de démonstration sur {years} ans."
            : "Rien n’a été ajouté : ce passé est déjà là, ou aucun catalogue de démonstration n’est publié.");
        return 0;
    }

    private static async Task<int> RunAsync(ParseResult parsed, int actions, int seed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var services = session.Services;
        var changes = await WithProgressAsync(actions, "Catalogue de démonstration", progress => DemoCatalogue.AddAsync(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ReferenceDataStore>().Current,
            actions, seed, services.GetRequiredService<TimeProvider>().Today(), progress, cancel));
        Console.WriteLine($"{actions} actions de démonstration : {changes.Added} éléments ajoutés, {changes.Changed} changés, {changes.Unchanged} déjà là, {changes.Archived} archivés.");
        return 0;
    }

    private static async Task<T> WithProgressAsync<T>(int most, string title, Func<IProgress<int>?, Task<T>> run)
    {
        if (Console.IsOutputRedirected)
            return await run(null);
        return await AnsiConsole.Progress().StartAsync(context =>
        {
            var bar = context.AddTask(title, maxValue: most);
            return run(new Progress<int>(written => bar.Value = written));
        });
    }

    private static void Check(System.CommandLine.Parsing.OptionResult option, int value, int low, int high)
    {
        if (value < low || value > high)
            option.AddError($"{option.Option.Name} va de {low} à {high}.");
    }
}
