using System.Collections.Concurrent;
using System.Reflection;
using Marketplace.Platform.Processes;

namespace Marketplace.Web.Forms;

/// <summary>
/// A form of one request: its fields are its properties (or lists of fields), in the order of the page. Reading looks at every field, so
/// that the answer names all mistakes at once; the partial <c>mistakes</c> sums them up above the form.
/// </summary>
public abstract class Form
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    private int refusal = StatusCodes.Status422UnprocessableEntity;

    /// <summary>What is wrong with no single answer; null: nothing.</summary>
    public string? Error { get; private set; }

    /// <summary>Fields with a mistake.</summary>
    public IReadOnlyList<Field> Mistakes => [.. Fields.Where(asked => asked.Error is not null)];

    public int Count => Mistakes.Count;

    public bool IsValid => Error is null && Count == 0;

    /// <summary>Of the answer that shows the form.</summary>
    public int Status => IsValid ? StatusCodes.Status200OK : refusal;

    /// <summary>A refusal of the command that no single answer caused.</summary>
    /// <param name="status">409 where the answers are sound and something else stands against them.</param>
    public void Refuse(string error, int status = StatusCodes.Status422UnprocessableEntity) => (Error, refusal) = (error, status);

    /// <summary>What the process does not allow now: 409.</summary>
    public void Refuse(ProcessRefusedException refused) => Refuse(refused.Message, StatusCodes.Status409Conflict);

    private IEnumerable<Field> Fields => Known.GetOrAdd(GetType(), PropertiesOf).SelectMany(property => property.GetValue(this) switch
    {
        Field one => [one],
        IEnumerable<Field> list => list,
        _ => Enumerable.Empty<Field>(),
    });

    internal void ReadAll(PostedForm posted)
    {
        foreach (var field in Fields)
            field.Read(posted);
        Check();
    }

    /// <summary>What several answers must be together.</summary>
    protected virtual void Check()
    {
    }

    /// <summary>Tokens follow the order in which a class declares its properties.</summary>
    private static PropertyInfo[] PropertiesOf(Type form) =>
    [
        .. form.GetProperties().Where(property => property.DeclaringType != typeof(Form)
            && (property.PropertyType.IsAssignableTo(typeof(Field)) || property.PropertyType.IsAssignableTo(typeof(IEnumerable<Field>))))
                .OrderBy(property => property.MetadataToken),
    ];
}

/// <summary>Reads what was posted.</summary>
public static class FormReading
{
    /// <summary>Every field, whatever is wrong with the others.</summary>
    /// <exception cref="BadHttpRequestException">It holds what no browser sends from our form.</exception>
    public static T Read<T>(this T form, PostedForm posted) where T : Form
    {
        form.ReadAll(posted);
        return form;
    }
}
