using System.Text.Json.Nodes;
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
            ((document.Components ??= new OpenApiComponents()).SecuritySchemes ??= new Dictionary<string,
                IOpenApiSecurityScheme>())[TokenScheme] =
                new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "Jeton que le titulaire crée dans « Mon compte », « Jetons d’accès » : lecture, ou lecture et actes.",
                };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var metadata in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>())
                foreach (var parameter in metadata.All)
                    (operation.Parameters ??= []).Add(Describe(parameter));
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesToken>().Any())
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme,
                    context.Document)] = [] }];
            return Task.CompletedTask;
        });
    }

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
