namespace Marketplace.Money.Regulation;

/// <summary>The files of the rule book are not right. French, with file, line and remedy of each problem.</summary>
public sealed class RuleBookException(IReadOnlyList<string> problems)
    : Exception("Le recueil des règles ne peut pas être lu :" + string.Concat(problems.Select(p => "\n- " + p)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
