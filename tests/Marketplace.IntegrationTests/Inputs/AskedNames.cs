using System.Collections;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Marketplace.IntegrationTests.Inputs;

/// <summary>
/// Notes which values of the query and which fields of a form each route asks for, while it is asked: the walk knows the
/// inputs from the program itself, so that none is forgotten.
/// </summary>
public sealed class AskedNames : IStartupFilter
{
    /// <summary>Header by which a request says which route it is meant for.</summary>
    public const string Route = "X-Walk-Route";

    /// <summary>Noted when a route looks at all that was sent, whatever its name.</summary>
    public const string All = "*";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _query = new(), _fields = new();

    /// <summary>Of the query.</summary>
    public IReadOnlyCollection<string> Query(string route) => Of(_query, route);

    /// <summary>Of the form.</summary>
    public IReadOnlyCollection<string> Fields(string route) => Of(_fields, route);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Headers[Route].ToString() is { Length: > 0 } route)
            {
                var limits = context.RequestServices.GetRequiredService<IOptions<FormOptions>>().Value;
                context.Features.Set<IQueryFeature>(new NotedQuery(context.Features, name => Note(_query, route, name)));
                context.Features.Set<IFormFeature>(
                    new NotedForm(new FormFeature(context.Request, limits), name => Note(_fields, route, name)));
            }
            return rest(context);
        });
        next(app);
    };

    private static void Note(ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> names, string route, string name) =>
        names.GetOrAdd(route, _ => new())[name] = 0;

    private static IReadOnlyCollection<string> Of(ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> names, string route) =>
        names.TryGetValue(route, out var found) ? [.. found.Keys.Order(StringComparer.Ordinal)] : [];

    private sealed class NotedQuery(IFeatureCollection features, Action<string> note) : IQueryFeature
    {
        private readonly QueryFeature _inner = new(features);

        public IQueryCollection Query
        {
            get => new Values(_inner.Query, note);
            set => _inner.Query = value;
        }

        private sealed class Values(IQueryCollection inner, Action<string> note) : IQueryCollection
        {
            public StringValues this[string key]
            {
                get
                {
                    note(key);
                    return inner[key];
                }
            }

            public int Count => inner.Count;

            public ICollection<string> Keys 
            {
                get
                {
                    note(All);
                    return inner.Keys;
                }
            }

            public bool ContainsKey(string key)
            {
                note(key);
                return inner.ContainsKey(key);
            }

            public bool TryGetValue(string key, out StringValues value)
            {
                note(key);
                return inner.TryGetValue(key, out value);
            }

            public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator()
            {
                note(All);
                return inner.GetEnumerator();
            }

            IEnumerator IEnumerable.GetEnumerator() => inner.GetEnumerator();
        }
    }

    private sealed class NotedForm(FormFeature inner, Action<string> note) : IFormFeature
    {
        public bool HasFormContentType => inner.HasFormContentType;

        public IFormCollection? Form
        {
            get => inner.Form is { } form ? new Values(form, note) : null;
            set => inner.Form = value;
        }

        public IFormCollection ReadForm() => new Values(inner.ReadForm(), note);

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
            new Values(await inner.ReadFormAsync(cancellationToken), note);

        private sealed class Values(IFormCollection inner, Action<string> note) : IFormCollection
        {
            public StringValues this[string key]
            {
                get
                {
                    note(key);
                    return inner[key];
                }
            }

            public int Count => inner.Count;

            public ICollection<string> Keys => inner.Keys;

            public IFormFileCollection Files => inner.Files;

            public bool ContainsKey(string key)
            {
                note(key);
                return inner.ContainsKey(key);
            }

            public bool TryGetValue(string key, out StringValues value)
            {
                note(key);
                return inner.TryGetValue(key, out value);
            }

            public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => inner.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => inner.GetEnumerator();
        }
    }
}
