using System.CommandLine;
using Marketplace.Chaos;

// Kills processes at random moments and checks that nothing was lost, made or left half done.
var rounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 10 };
var seed = new Option<int>("--seed") { Description = "Seed of the random moments.", DefaultValueFactory = _ => Random.Shared.Next() };
var files = new Option<int>("--files") { Description = "EDOF files to import in each round.", DefaultValueFactory = _ => 250 };
var input = new Option<string?>("--input") { Description = "Folder or zip of EDOF files; ../shared/data/edof-real when absent." };
var root = new RootCommand("Chaos: kill -9 during import and projection.") { rounds, seed, files, input };
root.SetAction((parsed, cancel) => KillRounds.RunAsync(
    parsed.GetValue(rounds), parsed.GetValue(seed), InputFiles.Prepare(parsed.GetValue(input), parsed.GetValue(files)), cancel));
return await root.Parse(args).InvokeAsync();
