using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Favourites;

/// <summary>Offers that people keep.</summary>
public static class FavouritesServices
{
    public static IServiceCollection AddFavourites(this IServiceCollection services) => services
        .AddSingleton<FavouriteStore>();
}
