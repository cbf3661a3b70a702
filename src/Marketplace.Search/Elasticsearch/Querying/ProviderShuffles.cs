namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>The known providers in the order of a day; the orders of two days are kept until a provider is added.</summary>
internal sealed class ProviderShuffles(IEnumerable<string> providers)
{
    private readonly Lock changing = new();
    private readonly HashSet<string> known = [.. providers];
    private readonly Queue<(DateOnly Day, string[] Order)> kept = new();

    public void Add(string provider)
    {
        lock (changing)
            if (known.Add(provider))
                kept.Clear();
    }

    public string[] On(DateOnly day)
    {
        lock (changing)
        {
            foreach (var (of, known) in kept)
                if (of == day)
                    return known;
            var order = new RowOrder(day);
            string[] shuffled = [.. known.OrderBy(order.ShuffleOf)];
            // A replay of other days takes turns with the searches of this one.
            if (kept.Count == 2)
                kept.Dequeue();
            kept.Enqueue((day, shuffled));
            return shuffled;
        }
    }
}
