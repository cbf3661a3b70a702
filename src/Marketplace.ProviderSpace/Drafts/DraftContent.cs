using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Exchange.Sheets.Forms;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>An offer as it is being written: texts as they were typed, by the name of their column, whether right or not yet.</summary>
public sealed class DraftContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Of the offer.</summary>
    public Dictionary<string, string> Fields { get; init; } = [];
    public List<DraftAction> Actions { get; init; } = [];

    /// <summary>As the column holds it.</summary>
    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Options);

    /// <summary>Of an offer that was published.</summary>
    public static DraftContent Of(TypedOffer offer) => new()
    {
        Fields = new(offer.Fields),
        Actions = [.. offer.Actions.Select(action => new DraftAction
        {
            Fields = new(action.Fields), Sessions = [.. action.Sessions.Select(fields => new DraftSession { Fields = new(fields) })],
        })],
    };

    public static DraftContent Read(string json) => JsonSerializer.Deserialize<DraftContent>(json, Options)!;

    /// <summary>For who judges it.</summary>
    public TypedOffer Typed() => new(Fields, [.. Actions.Select(action =>
        new TypedAction(action.Fields, [.. action.Sessions.Select(session => InheritedFields.Of(action, session))]))]);

    /// <summary>Null: it was taken out.</summary>
    public DraftAction? Action(Guid key) => Actions.Find(action => action.Key == key);

    /// <summary>A session with its action; null: it was taken out.</summary>
    public (DraftAction Action, DraftSession Session)? Session(Guid key) => Actions
        .SelectMany(action => action.Sessions.Select(session => ((DraftAction, DraftSession)?)(action, session)))
        .FirstOrDefault(found => found!.Value.Item2.Key == key);
}

/// <summary>An action of a draft.</summary>
public sealed class DraftAction
{
    /// <summary>Its name in addresses, as long as the draft is there.</summary>
    public Guid Key { get; init; } = Guid.NewGuid();
    public Dictionary<string, string> Fields { get; init; } = [];
    public List<DraftSession> Sessions { get; init; } = [];

    [JsonIgnore]
    public string Number => Fields.GetValueOrDefault(DraftFields.ActionNumber, "");
}

/// <summary>A session of a draft.</summary>
public sealed class DraftSession
{
    /// <inheritdoc cref="DraftAction.Key"/>
    public Guid Key { get; init; } = Guid.NewGuid();
    public Dictionary<string, string> Fields { get; init; } = [];

    [JsonIgnore]
    public string Number => Fields.GetValueOrDefault(DraftFields.SessionNumber, "");
}
