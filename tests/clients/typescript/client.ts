// What a front end and an editor's tool do, by types of openapi-typescript and requests of openapi-fetch.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema.js";
import { apiKey, baseUrl, expect, same } from "../shared/expect.js";

type Problem = components["schemas"]["Problem"];

const api = createClient<paths>({
  baseUrl,
  headers: { "X-Api-Key": apiKey },
  querySerializer: { array: { style: "form", explode: false } },
});

function data<T>(answer: { data?: T; error?: Problem; response: Response }): T {
  expect(answer.data !== undefined, `${answer.response.status} ${answer.error?.code}: ${answer.error?.detail}`);
  return answer.data;
}

// A list, by several values of a filter: a,b, or the parameter twice.
const photographer = ["Vitaly Nevar", "Thomas Peter"];
const list = data(await api.GET("/v1/articles", { params: { query: { limit: 20, photographer } } }));
const slugs = list.data.map((article) => article.slug);
expect(slugs.length >= 2, "both photographers have articles");
const repeated = data(
  await api.GET("/v1/articles", {
    params: { query: { photographer } },
    querySerializer: { array: { style: "form", explode: true } },
  }),
);
expect(same(repeated.data.map((article) => article.slug), slugs), "a repeated parameter finds what a,b does");

// Page by page to the end.
const seen: string[] = [];
let cursor: string | undefined;
do {
  const page = data(
    await api.GET("/v1/articles", { params: { query: { photographer, limit: 1, ...(cursor && { cursor }) } } }),
  );
  seen.push(...page.data.map((article) => article.slug));
  cursor = page.page.next ?? undefined;
} while (cursor);
expect(same(seen, slugs), "paging to the end finds the whole list, each once");

// A search, and the counts of a filter's values.
const found = data(
  await api.GET("/v1/articles", { params: { query: { q: "headline:missile", highlight: true, facets: ["photographer"] } } }),
);
const [hit] = found.data;
expect(hit?.headline.includes("Missile") === true, "the search finds the article about missiles");
expect(hit.leadImage?.credit?.photographer === "Vitaly Nevar", "its picture is by Vitaly Nevar");
expect(found.facets?.["photographer"]?.[0]?.count === 1, "the photographers of what was found are counted");

// One article by its slug, and again with its ETag.
const { slug } = hit;
const read = await api.GET("/v1/articles/{id}", { params: { path: { id: slug } } });
const blocks = data(read).body ?? [];
const [first] = blocks;
expect(first?.type === "paragraph" && first.text.startsWith("Turkey"), "its body begins with a paragraph");
const current = await api.GET("/v1/articles/{id}", {
  params: { path: { id: slug }, header: { "If-None-Match": read.response.headers.get("ETag") ?? "" } },
});
expect(current.response.status === 304, "what is current is not sent again");

// A new article; sent again under the same key it is not made twice.
const create = () =>
  api.POST("/v1/articles", {
    params: { header: { "Idempotency-Key": idempotencyKey } },
    body: { headline: "The Ferry Runs Again", bodyText: "It runs from Monday.", genre: "News" },
  });
const idempotencyKey = crypto.randomUUID();
const made = await create();
const { id } = data(made);
expect(data(await create()).id === id, "a write that is sent again is not done twice");

// A merge patch: what is left out stays, null clears.
const patch = (ifMatch: string) =>
  api.PATCH("/v1/articles/{id}", {
    params: { path: { id }, header: { "If-Match": ifMatch } },
    headers: { "Content-Type": "application/merge-patch+json" },
    body: { genre: null, tags: [{ name: "Ferries" }] },
  });
const etag = made.response.headers.get("ETag") ?? "";
const patched = data(await patch(etag));
expect(patched.genre === null && patched.tags[0]?.name === "Ferries", "null clears, and a list is replaced");
expect(patched.headline === "The Ferry Runs Again", "what is left out of a patch stays");
expect((await patch(etag)).error?.code === "precondition-failed", "a patch of an old version is refused");

// A mistake is a problem that names the place.
const { error: mistake } = await api.POST("/v1/articles", { body: { headline: "The Ferry", urgency: 12 } });
expect(mistake?.code === "invalid-request", "a mistake is an invalid request");
expect(mistake.errors?.[0]?.pointer === "/urgency", "the problem names the member");

const removed = await api.DELETE("/v1/articles/{id}", { params: { path: { id }, header: { "If-Match": "*" } } });
expect(removed.response.status === 204, "what was made is deleted");
const { error: gone } = await api.GET("/v1/articles/{id}", { params: { path: { id } } });
expect(gone?.code === "gone", "what was deleted is gone");
