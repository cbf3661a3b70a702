using System.Text.Json.Nodes;
using Marketplace.Catalogue.Offers;
using Marketplace.ProviderSpace.Catalogues;
using Marketplace.Web.Api.Provider;
using Marketplace.Web.Api.Tokens;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Web.Api;

/// <summary>Adds to openapi.json what the endpoints read from the query string by themselves.</summary>
public static class ApiDescription
{
    /// <summary>Name of the document.</summary>
    public const string Document = "v1";

    private const string TokenScheme = "token";
    private const string KeyScheme = "key";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Recherche de formations",
                Version = "v1",
                Description = "Montants en centimes d’euro, distances en kilomètres, dates ISO 8601. Un paramètre inconnu ou mal formé est refusé (400) et nommé.",
            };
            var schemes = (document.Components ??= new OpenApiComponents()).SecuritySchemes ??=
                new Dictionary<string, IOpenApiSecurityScheme>();
            schemes[TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Jeton que le titulaire crée dans « Mon compte », « Jetons d’accès » : lecture, ou lecture et actes.",
            };
            schemes[KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Clé d’un établissement, créée dans l’espace de l’organisme, « Clés d’accès » : elle porte des portées (catalogue, bookings, billing).",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Modality))
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. WantedJson.Modalities.Select(word => (JsonNode)word)];
            }
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var metadata in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>())
                foreach (var parameter in metadata.All)
                    (operation.Parameters ??= []).Add(Describe(parameter));
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesToken>().Any())
                operation.Security = [Needs(TokenScheme, context.Document)];
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesKey>().SingleOrDefault() is { } key)
                operation.Security = [Needs(KeyScheme, context.Document, key.Scope)];
            foreach (var once in context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedHeaders>())
                foreach (var (name, description) in once.All)
                    (operation.Parameters ??= []).Add(new OpenApiParameter
                    {
                        Name = name, In = ParameterLocation.Header, Description = description,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    });
            return Task.CompletedTask;
        });
    }

    /// <param name="scope">That it has to have; null: none in particular.</param>
    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument? document, string? scope = null) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = scope is null ? [] : [scope] };

    private static OpenApiParameter Describe(SearchParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Kind switch
            {
                ParameterKind.Integer => JsonSchemaType.Integer,
                ParameterKind.Number => JsonSchemaType.Number,
                ParameterKind.Boolean => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            } | (parameter.AcceptsTrue ? JsonSchemaType.Boolean : 0),
            Format = parameter.Kind == ParameterKind.Date ? "date" : null,
            Enum = parameter.Values?.Select(v => parameter.Kind == ParameterKind.Integer
                ? (JsonNode)JsonValue.Create(int.Parse(v, System.Globalization.CultureInfo.InvariantCulture)) : JsonValue.Create(v))
                    .ToList(),
            Minimum = parameter.Minimum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Pattern = parameter.Pattern?.Replace(@"\z", "$", StringComparison.Ordinal),
            Default = parameter.Default is { } standard
                ? parameter.Kind is ParameterKind.Text ? JsonValue.Create(standard) : JsonNode.Parse(standard) : null,
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Explode = parameter.Repeatable,
        };
    }
}

/// <summary>Endpoint metadata: the query parameters to describe.</summary>
public sealed record QueryParameters(IReadOnlyList<SearchParameter> All);

/// <summary>Endpoint metadata: the headers to describe.</summary>
public sealed record DescribedHeaders(IReadOnlyList<(string Name, string Description)> All);
