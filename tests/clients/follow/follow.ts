// follow.js SERVICE FILE [FILTERS]: keeps in FILE what the service has, such as follow.js http://localhost:5080 rain.json tag=rain
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

type Mirror = { cursor: string; articles: Record<string, unknown> };
const [service, file, filters = ''] = process.argv.slice(2);
const key: Record<string, string> = process.env.ARTICLEAPI_KEY ? { 'X-Api-Key': process.env.ARTICLEAPI_KEY } : {};
let mirror: Mirror | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

function save({ cursor, articles }: Mirror) {
  writeFileSync(`${file}.new`, JSON.stringify({ cursor, articles }));
  renameSync(`${file}.new`, file);
}

async function exportAll(): Promise<Mirror> { // everything, and the cursor of a moment before
  const answer = await fetch(`${service}/v1/articles/export?${filters}`, { headers: key });
  const lines = (await answer.text()).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  if (!answer.ok || lines.at(-1)?.interrupted) throw new Error('the export is not whole');
  return { cursor: answer.headers.get('Change-Cursor')!, articles: Object.fromEntries(lines.map((line) => [line.id, line])) };
}

async function follow(known: Mirror, silence = new AbortController()): Promise<Mirror | null> {
  const watch = setTimeout(() => silence.abort(), 40_000); // at least a comment comes every 15 seconds
  const headers = { ...key, 'Last-Event-ID': known.cursor };
  const answer = await fetch(`${service}/v1/changes/stream?include=document&${filters}`, { headers, signal: silence.signal });
  if (answer.status === 410) return null; // another history: export anew
  let text = '';
  for await (const piece of answer.ok ? answer.body!.pipeThrough(new TextDecoderStream()) : []) {
    const [rest, ...events] = (text + piece).split('\n\n').reverse();
    for (const [, name, value] of events.reverse().join('\n').matchAll(/^(id|data): (.*)$/gm)) {
      const change = name === 'data' ? JSON.parse(value) : (known.cursor = value, null);
      if (change?.op === 'put') known.articles[change.id] = change.document;
      else if (change) delete known.articles[change.id];
    }
    [text] = [rest, save(known), watch.refresh()];
  }
  return known;
}

for (;; await new Promise((wait) => setTimeout(wait, 2_000)))
  mirror = await (mirror ? follow(mirror) : exportAll()).catch(() => mirror);
