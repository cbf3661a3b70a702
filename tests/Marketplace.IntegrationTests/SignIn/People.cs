using Marketplace.IntegrationTests.SignIn.Provider;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>People that nobody else in the tests of a class is.</summary>
internal static class People
{
    private static int _count;

    /// <summary>A learner with a name and a subject of their own.</summary>
    public static TestPerson Learner()
    {
        var number = Interlocked.Increment(ref _count);
        return (TestPerson.Angela with { Subject = $"learner-{number}" }).With("family_name", "DUBOIS " + Letters(number))
            .With("email", $"angela{number}@example.org");
    }

    /// <summary>A professional with an address and a subject of their own.</summary>
    public static TestPerson Professional()
    {
        var number = Interlocked.Increment(ref _count);
        return (TestPerson.Professional with { Subject = $"professional-{number}" }).With("email", $"marc{number}@example.org");
    }

    // Digits are no part of a civil name.
    private static string Letters(int number) =>
        string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('A' + digit - '0')));
}
