# The program in one image. Versions of the base images follow the .NET release named in Directory.Build.props.
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# The build copies the design system's files from npm.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish src/Marketplace.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# curl: the health check below; fonts-dejavu-core: statements as PDF. The time zone database and ICU come with the base image.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o $APP_UID -g $APP_UID /data
WORKDIR /app
COPY --from=build /app .
ENV Data__Directory=/data \
    ASPNETCORE_HTTP_PORTS=8080
VOLUME /data
EXPOSE 8080
USER $APP_UID
# Ready only after migrations, reference data and the first index: give a first start its time.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
    CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["dotnet", "Marketplace.Web.dll"]
