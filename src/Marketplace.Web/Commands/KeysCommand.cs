using System.CommandLine;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.ProviderSpace.Keys;

namespace Marketplace.Web.Commands;

/// <summary><c>keys create SIRET</c>: a key of an establishment, for operators and for Development; shown once.</summary>
public static class KeysCommand
{
    private const string Name = "Ligne de commande";

    public static Command Create()
    {
        var siret = new Argument<string>("siret") { Description = "SIRET de l’établissement." };
        var scopes = new Option<string>("--scopes")
        {
            Description = $"Portées, séparées par des virgules : {string.Join(", ", KeyScopes.Labels.Keys)}. Toutes par défaut.",
            DefaultValueFactory = _ => string.Join(',', KeyScopes.Labels.Keys),
        };
        var days = new Option<int>("--days")
        {
            Description = $"Durée, de 1 à {ProviderKeys.MostDays} jours.", DefaultValueFactory = _ => 90,
        };
        var sandbox = new Option<bool>("--sandbox") { Description = "Clé du bac à sable : rien de ce qu’elle fait n’est réel." };
        var create = new Command("create", "Crée une clé d’accès à l’API des organismes et l’affiche, une seule fois.")
        {
            siret, scopes, days, sandbox,
        };
        create.SetAction((parsed, cancel) => RunAsync(
            parsed, new KeyTerms(parsed.GetValue(siret)!, Name, Scopes(parsed.GetValue(scopes)!), parsed.GetValue(days),
                parsed.GetValue(sandbox)), cancel));
        var keys = new Command("keys", "Clés d’accès des programmes des organismes.");
        keys.Subcommands.Add(create);
        return keys;
    }

    private static IReadOnlyList<string> Scopes(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static async Task<int> RunAsync(ParseResult parsed, KeyTerms terms, CancellationToken cancel)
    {
        if (terms.Siret.Length != 14 || !terms.Siret.All(char.IsAsciiDigit))
            throw new SetupException($"« {terms.Siret} » n’est pas un SIRET : 14 chiffres sont attendus.");
        if (terms.Scopes.Count == 0 || terms.Scopes.Any(scope => !KeyScopes.Labels.ContainsKey(scope)))
            throw new SetupException($"Portées possibles : {string.Join(", ", KeyScopes.Labels.Keys)}.");
        if (terms.Days is < 1 or > ProviderKeys.MostDays)
            throw new SetupException($"La durée va de 1 à {ProviderKeys.MostDays} jours.");
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var made = await session.Services.GetRequiredService<ProviderKeys>().CreateAsync(terms, null, Actor.Program, cancel)
            ?? throw new SetupException($"Cet établissement a déjà {ProviderKeys.Most} clés : révoquez-en une d’abord.");
        await parsed.InvocationConfiguration.Output.WriteLineAsync(made.Text);
        return 0;
    }
}
