using System.CommandLine;
using Marketplace.Chaos;
using Marketplace.Chaos.Bookings;
using Marketplace.Chaos.Cluster;
using Marketplace.Chaos.Index;
using Marketplace.Chaos.Ledger;
using Marketplace.Chaos.Uploads;
using Marketplace.Platform.Data;

// Kills processes at random moments and checks that nothing was lost, made or left half done.
var rounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 10 };
var seed = new Option<int>("--seed") { Description = "Seed of the random moments.", DefaultValueFactory = _ => Random.Shared.Next() };
var files = new Option<int>("--files") { Description = "EDOF files to import in each round.", DefaultValueFactory = _ => 250 };
var input = new Option<string?>("--input") { Description = "Folder or zip of EDOF files; ../shared/data/edof-real when absent." };
var root = new RootCommand("Chaos: kill -9 during import and projection.") { rounds, seed, files, input };
root.SetAction((parsed, cancel) => KillRounds.RunAsync(
    parsed.GetValue(rounds), parsed.GetValue(seed), InputFiles.Prepare(parsed.GetValue(input), parsed.GetValue(files)), cancel));

var indexRounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 30 };
var index = new Command("index", "kill -9 during snapshot, merge, apply and rebuild of the embedded index.") { indexRounds, seed };
index.SetAction(async (parsed, cancel) =>
{
    var directory = Directory.CreateTempSubdirectory("chaos-index-").FullName;
    Console.WriteLine($"seed {parsed.GetValue(seed)}");
    var problems = await new IndexKillRounds(directory, parsed.GetValue(seed))
        .RunAsync(parsed.GetValue(indexRounds), Console.WriteLine, cancel);
    Directory.Delete(directory, true);
    Console.WriteLine($"{parsed.GetValue(indexRounds) - problems.Count} rounds held, {problems.Count} did not.");
    return problems.Count == 0 ? 0 : 1;
});
root.Add(index);

var directoryOf = new Argument<string>("directory");
var seedOf = new Argument<int>("seed");
var child = new Command("index-child", "The process that the rounds kill.") { directoryOf, seedOf };
child.Hidden = true;
child.SetAction((parsed, _) => IndexChild.RunAsync(parsed.GetValue(directoryOf)!, parsed.GetValue(seedOf)));
root.Add(child);
foreach (var cluster in ClusterCommands.Create())
    root.Add(cluster);

var ledgerRounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 20 };
var ledger = new Command(
    "ledger", "kill -9 of clients and server processes during concurrent reservations and credits.") { ledgerRounds, seed };
ledger.SetAction(async (parsed, cancel) =>
{
    using var installation = new Installation();
    int broken;
    await using (var database = await MarketplaceDatabase.OpenAsync(null, null, installation.Directory, cancel: cancel))
    {
        Console.WriteLine($"seed {parsed.GetValue(seed)}");
        var address = database.PrivateServer!.ApplicationConnectionString(MarketplaceDatabase.PrivateName);
        broken = (await new LedgerKillRounds(address, parsed.GetValue(seed), killServer: true)
            .RunAsync(parsed.GetValue(ledgerRounds), Console.WriteLine, cancel)).Count;
    }
    Console.WriteLine($"{parsed.GetValue(ledgerRounds) - broken} rounds held, {broken} did not.");
    return broken == 0 ? 0 : 1;
});
root.Add(ledger);

var roundOf = new Argument<int>("round");
var ledgerSeed = new Argument<int>("seed");
var ledgerChild = new Command("ledger-child", "The process that the rounds kill.") { ledgerSeed, roundOf };
ledgerChild.Hidden = true;
ledgerChild.SetAction((parsed, _) => LedgerChild.RunAsync(parsed.GetValue(ledgerSeed), parsed.GetValue(roundOf)));
root.Add(ledgerChild);

var bookingRounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 200 };
var bookingSteps = new Option<int>("--steps") { Description = "Without kills: steps of one long walk.", DefaultValueFactory = _ => 0 };
var bookings = new Command(
    "bookings", "kill -9 during random lives of dossiers over scarce seats; or one long walk.") { bookingRounds, bookingSteps, seed };
bookings.SetAction(async (parsed, cancel) =>
{
    using var installation = new Installation();
    await using var database = await MarketplaceDatabase.OpenAsync(null, null, installation.Directory, cancel: cancel);
    var address = database.PrivateServer!.ApplicationConnectionString(MarketplaceDatabase.PrivateName);
    Console.WriteLine($"seed {parsed.GetValue(seed)}");
    var broken = parsed.GetValue(bookingSteps) is > 0 and var steps
        ? await BookingKillRounds.WalkAsync(address, parsed.GetValue(seed), steps, Console.WriteLine, cancel)
        : await new BookingKillRounds(address, parsed.GetValue(seed)).RunAsync(parsed.GetValue(bookingRounds), Console.WriteLine, cancel);
    Console.WriteLine(broken.Count == 0 ? "All held." : string.Join('\n', broken));
    return broken.Count == 0 ? 0 : 1;
});
root.Add(bookings);
var bookingSeed = new Argument<int>("seed");
var bookingChild = new Command("bookings-child", "The process that the rounds kill.") { bookingSeed };
bookingChild.Hidden = true;
bookingChild.SetAction((parsed, _) => BookingKillRounds.ChildAsync(parsed.GetValue(bookingSeed)));
root.Add(bookingChild);

var uploadRounds = new Option<int>("--rounds") { Description = "Kills to survive.", DefaultValueFactory = _ => 20 };
var uploads = new Command(
    "uploads", "kill -9 while twelve providers publish a catalogue at once: each is wholly the old or the new one.") { uploadRounds, seed };
uploads.SetAction(async (parsed, cancel) =>
{
    using var installation = new Installation();
    await using var database = await MarketplaceDatabase.OpenAsync(null, null, installation.Directory, cancel: cancel);
    var address = database.PrivateServer!.ApplicationConnectionString(MarketplaceDatabase.PrivateName);
    Console.WriteLine($"seed {parsed.GetValue(seed)}");
    var broken = await new UploadKillRounds(address, parsed.GetValue(seed))
        .RunAsync(parsed.GetValue(uploadRounds), Console.WriteLine, cancel);
    Console.WriteLine(broken.Count == 0 ? "All held." : string.Join('\n', broken));
    return broken.Count == 0 ? 0 : 1;
});
root.Add(uploads);
var uploadsChild = new Command("uploads-child", "The process that the rounds kill.");
uploadsChild.Hidden = true;
uploadsChild.SetAction((_, _) => UploadKillRounds.ChildAsync());
root.Add(uploadsChild);
return await root.Parse(args).InvokeAsync();
