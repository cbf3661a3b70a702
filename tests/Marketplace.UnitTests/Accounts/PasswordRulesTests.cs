using System.Diagnostics;
using Marketplace.People.Accounts;
using Xunit;

namespace Marketplace.UnitTests.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly string[] Personal = ["marie.dupont@exemple.fr", "Marie", "Dupont", "Marketplace"];

    [Theory]
    [InlineData("cheval agrafe nuage violon")]
    [InlineData("nuage-violon-agrafe-tiroir")]
    [InlineData("Gz7#qLw2!vXe")]
    [InlineData("日本語の鉛筆は青い海の中で眠る")]
    [InlineData("plume🍳tabouret🍋girafe")]
    public void Problem_HardToGuess_IsAccepted(string password) => Assert.Null(PasswordRules.Problem(password, Personal));

    [Theory]
    [InlineData("motdepasse123")]
    [InlineData("MotDePasse2026!")]
    [InlineData("azertyuiop12")]
    [InlineData("Azerty123456!")]
    [InlineData("Marketplace2026")]
    [InlineData("M@rketpl4ce2026")]
    [InlineData("bienvenue2026")]
    [InlineData("toulouse31000")]
    [InlineData("doudoudoudou")]
    [InlineData("123123123123123123")]
    [InlineData("a1b@a1b@a1b@a1b@a1b@")]
    [InlineData("            ")]
    [InlineData("123456789012")]
    public void Problem_Guessable_IsRefused(string password) =>
        Assert.Contains("trop facile à deviner", PasswordRules.Problem(password, Personal), StringComparison.Ordinal);

    [Theory]
    [InlineData("marie.dupont@exemple.fr")]
    [InlineData("Marie.Dupont@Exemple.FR")]
    [InlineData("marie.dupont")]
    [InlineData("mariedupontexemplefr")]
    public void Problem_ThePersonalDataThemselves_AreRefused(string password) =>
        Assert.Contains("votre adresse", PasswordRules.Problem(password, Personal), StringComparison.Ordinal);

    [Theory]
    [InlineData("MarieDupont1985")]
    [InlineData("dupont.marie.85")]
    public void Problem_PersonalDataWithALittleMore_IsRefused(string password) => Assert.NotNull(PasswordRules.Problem(password, Personal));

    [Fact]
    public void Problem_Length_CountsCodePoints()
    {
        Assert.Contains("en compte 11", PasswordRules.Problem("Gz7#qLw2!v🍳", []), StringComparison.Ordinal);
        Assert.Null(PasswordRules.Problem("Gz7#qLw2!v🍳🍋", []));
        Assert.Contains("en compte 0", PasswordRules.Problem("", []), StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_LongPassword_IsAcceptedUpTo128()
    {
        var words = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"nuage{i}violon"))[..128];
        Assert.Null(PasswordRules.Problem(words, []));
        Assert.Contains("au plus 128", PasswordRules.Problem(words + "x", []), StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_ManyReplacedLetters_TakesLittleTime()
    {
        var password = string.Concat(Enumerable.Range(0, 16).Select(i => $"p4$${"@310!|5$"[i % 8]}word{i:x}"))[..128];
        PasswordRules.Problem(password, Personal);
        var watch = Stopwatch.StartNew();
        PasswordRules.Problem(password, Personal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    [Fact]
    public void Problem_AskedByManyAtOnce_AnswersTheSame() =>
        Parallel.For(0, 40, i =>
            Assert.Equal(i % 2 == 0,
            PasswordRules.Problem(i % 2 == 0 ? "cheval agrafe nuage violon" : "motdepasse123", [$"{i}@exemple.fr"]) is null));
}
