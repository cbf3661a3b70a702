using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Attendance;

/// <summary>Who was there.</summary>
public static class AttendanceServices
{
    public static IServiceCollection AddAttendance(this IServiceCollection services) => services.AddSingleton<AttendanceLists>();
}
