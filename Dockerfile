FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages, in a layer that changes only when the projects do.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/ArticleApi.Core/ArticleApi.Core.csproj src/ArticleApi.Core/
COPY src/ArticleApi/ArticleApi.csproj src/ArticleApi/
RUN dotnet restore src/ArticleApi/ArticleApi.csproj --use-current-runtime

COPY .editorconfig BannedSymbols.txt ./
COPY docs/ docs/
COPY src/ src/
RUN dotnet publish src/ArticleApi/ArticleApi.csproj --configuration Release --use-current-runtime --self-contained false --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY seeds/ /seeds/
# Where SQLite may write, when no other database is named.
RUN mkdir -p data && chown "$APP_UID" data

ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:8080 \
    Seeds__Path=/seeds
EXPOSE 8080
USER $APP_UID

# The image has bash and no curl.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

ENTRYPOINT ["dotnet", "ArticleApi.dll"]
