namespace Marketplace.Platform.Processes;

/// <summary>What a process is called in French.</summary>
/// <param name="Name">Key in <c>docs/processes.md</c>.</param>
/// <param name="Title">Heading.</param>
/// <param name="Subject">Begins the sentences that refuse: « Cette commande ».</param>
public sealed record ProcessWords(string Name, string Title, string Subject);

/// <summary>A state, with its name on screen.</summary>
public sealed record ProcessState<TState>(TState State, string Label);

/// <summary>Something that happens.</summary>
/// <param name="Words">Completes « il n’est pas possible de … »: « la valider ».</param>
/// <param name="ByClock">Nobody asks for it: the program does it when its moment has come.</param>
public sealed record ProcessEvent<TEvent>(TEvent Event, string Words, bool ByClock = false);

/// <summary>A condition of a row.</summary>
/// <param name="Words">The condition in French, for the table of the documentation.</param>
/// <param name="WhyNot">Null when it holds; else a French sentence for who asked.</param>
public sealed record ProcessGuard<TFacts>(string Words, Func<TFacts, string?> WhyNot)
{
    /// <summary>A condition with one sentence for all cases.</summary>
    public ProcessGuard(string words, Func<TFacts, bool> holds, string otherwise)
        : this(words, facts => holds(facts) ? null : otherwise)
    {
    }
}

/// <summary>From when on a row may be taken; for an event by the clock, when it is due.</summary>
/// <param name="Words">The delay in French, for the table of the documentation.</param>
/// <param name="Of">Computed from the instance, with whatever calendar and rules its facts carry; null: not known, so never.</param>
public sealed record ProcessMoment<TFacts>(string Words, Func<TFacts, DateTimeOffset?> Of);

/// <summary>Who and what a process may name. The table of rights lies in a higher layer and is handed in.</summary>
/// <param name="Roles">Every role, with its name on screen.</param>
/// <param name="Program">The role of the program itself.</param>
/// <param name="RolesOf">The roles that may do an action; throws for an action that there is not.</param>
public sealed record ProcessRights(
    IReadOnlyDictionary<string, string> Roles, string Program, Func<string, IReadOnlyCollection<string>> RolesOf);
