// What a front end does first: list the articles, open each by its slug, and print the headline and the picture's credit.
import createClient from "openapi-fetch";
import type { paths } from "./generated/schema.js";

declare const process: { argv: string[] };

const api = createClient<paths>({
  baseUrl: process.argv[2] ?? "http://localhost:5080",
  // a,b is either; repeated parameters would be both.
  querySerializer: { array: { style: "form", explode: false } },
});

const list = await api.GET("/v1/articles", { params: { query: { limit: 20, photographer: ["Vitaly Nevar", "Thomas Peter"] } } });
if (list.error) {
  throw new Error(`${list.response.status} ${list.error.code}: ${list.error.detail}`);
}

for (const { slug, headline } of list.data.data) {
  const { data: article, error } = await api.GET("/v1/articles/{id}", { params: { path: { id: slug } } });
  if (error) {
    throw new Error(`${slug}: ${error.title}`);
  }
  if (article.headline !== headline) {
    throw new Error(`${slug}: the list says "${headline}", the article "${article.headline}"`);
  }

  const picture = article.leadImage;
  console.log(article.headline);
  console.log(`  ${picture?.caption?.text ?? "no caption"}`);
  console.log(`  ${picture?.credit?.photographer ?? "no photographer"}`);
}
