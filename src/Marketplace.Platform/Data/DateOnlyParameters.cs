using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Platform.Data;

/// <summary>Days as Dapper parameters and results: it does not know <see cref="DateOnly"/>, Npgsql does.</summary>
internal sealed class DateOnlyParameters : SqlMapper.TypeHandler<DateOnly>
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Once a process, before any query.")]
    internal static void Register() => SqlMapper.AddTypeHandler(new DateOnlyParameters());

    public override void SetValue(IDbDataParameter parameter, DateOnly value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Date;
        parameter.Value = value;
    }

    public override DateOnly Parse(object value) => value is DateTime moment ? DateOnly.FromDateTime(moment) : (DateOnly)value;
}
