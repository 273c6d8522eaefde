import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** C# with a minimal API: short links in one file. */
export const minimalApiShortLinks: Sample = {
  folder: "minimal-api-short-links",
  steps: [
    {
      at: "2022-02-12T10:00Z",
      says: "Short links in one file",
      readme: `# Short links with a minimal API

A service that makes addresses short, in one file of C#: two routes of .NET 6, a table in SQLite, and no controller in
sight.
`,
      files: {
        "ShortLinks.csproj": `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net6.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="2.0.123" />
    <PackageReference Include="Microsoft.Data.Sqlite" Version="6.0.2" />
  </ItemGroup>
</Project>
`,
        "Program.cs": `using Dapper;
using Microsoft.Data.Sqlite;

var app = WebApplication.CreateBuilder(args).Build();
var links = new Links("Data Source=links.db");

app.MapPost("/", (NewLink link) =>
    Uri.TryCreate(link.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? Results.Created($"/{links.Add(url)}", null)
        : Results.BadRequest("an address of the web, please"));

app.MapGet("/{code}", (string code) =>
    links.Find(code) is { } url ? Results.Redirect(url) : Results.NotFound());

app.Run();

record NewLink(string Url);

class Links
{
    const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";
    readonly string _source;

    public Links(string source)
    {
        _source = source;
        using var db = new SqliteConnection(_source);
        db.Execute(
            "CREATE TABLE IF NOT EXISTS link (code TEXT PRIMARY KEY, url TEXT NOT NULL, hits INT NOT NULL DEFAULT 0)");
    }

    /// <summary>Tries codes until one is free: the primary key decides, not a look before.</summary>
    public string Add(Uri url)
    {
        using var db = new SqliteConnection(_source);
        while (true)
        {
            var code = string.Concat(Enumerable.Range(0, 6).Select(_ => Letters[Random.Shared.Next(Letters.Length)]));
            var added = db.Execute(
                "INSERT OR IGNORE INTO link (code, url) VALUES (@code, @url)", new { code, url = url.ToString() });
            if (added == 1) return code;
        }
    }

    public string? Find(string code)
    {
        using var db = new SqliteConnection(_source);
        return db.QueryFirstOrDefault<string>(
            "UPDATE link SET hits = hits + 1 WHERE code = @code; SELECT url FROM link WHERE code = @code", new { code });
    }
}
`,
      },
    },
    {
      at: "2022-02-12T17:35Z",
      says: "Say how to try it",
      readme: `
## Try it

\`\`\`sh
dotnet run --urls http://localhost:5000
curl -i localhost:5000 -H 'Content-Type: application/json' -d '{"url": "https://example.org/"}'
\`\`\`

The answer names the short address in its \`Location\` header.
`,
    },
    {
      at: "2022-03-19T12:20Z",
      says: "Note why nothing is looked up before it is written",
      readme: `
## What came out

- Looking whether a code is free and then taking it is a race that somebody loses. Writing it and letting the primary key
  refuse is none.
- Six letters of 31 make 887 million codes. Without 0, 1, i, l and o nobody has to guess which one was meant.
`,
    },
  ],
};
